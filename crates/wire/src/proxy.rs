//! Whom does a proxy speak for? (HAProxy, "The PROXY protocol", versions 1 and 2)
//!
//! What a proxy says before the first byte of its client:
//!
//! ```text
//! PROXY TCP4 203.0.113.7 10.0.0.1 40000 5432\r\n     version 1; TCP6, or UNKNOWN and anything
//! \r\n\r\n\0\r\nQUIT\n  0x2c  family  length u16     version 2: 16 bytes, then `length` more
//!                       0x20 for the proxy itself, 0x21 for a client
//!                       0x11  source [4], destination [4], ports u16 u16, more
//!                       0x21  source [16], destination [16], ports u16 u16, more
//! ```

use base::{Severity, SqlError, SqlResult, SqlState};
use bytes::{Buf, BytesMut};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

const LINE: &[u8] = b"PROXY ";
/// The longest line of version 1, with its end.
const LINE_BYTES: usize = 107;
const SIGNATURE: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";
/// Of version 2, before the addresses.
const HEAD_BYTES: usize = 16;
/// Addresses and what is said beside them are no longer than this.
const REST_BYTES: usize = 2048;

/// How a connection begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// Without a header: nothing was taken.
    Plain,
    /// More bytes are needed to tell.
    Partial,
    /// With a header, which was taken: where the client is; `None` when the proxy speaks for itself, or
    /// does not know.
    Proxied(Option<SocketAddr>),
}

/// Takes a header from the first bytes of a connection, which may be any.
///
/// # Errors
/// FATAL 08P01 for a header that is malformed or too long.
pub fn take(input: &mut BytesMut) -> SqlResult<Beginning> {
    let begins = |with: &[u8]| {
        let known = input.len().min(with.len());
        input[..known] == with[..known]
    };
    if begins(LINE) {
        if input.len() < LINE.len() { Ok(Beginning::Partial) } else { line(input) }
    } else if begins(SIGNATURE) {
        if input.len() < HEAD_BYTES { Ok(Beginning::Partial) } else { binary(input) }
    } else {
        Ok(Beginning::Plain)
    }
}

fn line(input: &mut BytesMut) -> SqlResult<Beginning> {
    let window = &input[..input.len().min(LINE_BYTES)];
    let Some(end) = window.windows(2).position(|two| two == b"\r\n") else {
        let more = input.len() < LINE_BYTES;
        return if more { Ok(Beginning::Partial) } else { Err(malformed()) };
    };
    let line = input.split_to(end + 2);
    let text = std::str::from_utf8(&line[LINE.len()..end]).map_err(|_| malformed())?;
    let words: Vec<&str> = text.split(' ').collect();
    let client = match words[..] {
        ["UNKNOWN", ..] => None,
        [family @ ("TCP4" | "TCP6"), from, to, from_port, to_port] => {
            let place = |address: &str, port: &str| {
                let address: IpAddr = address.parse().ok()?;
                let digits = port.bytes().all(|byte| byte.is_ascii_digit());
                let port = port.parse().ok().filter(|_| digits)?;
                let fits = address.is_ipv4() == (family == "TCP4");
                fits.then(|| SocketAddr::new(address, port))
            };
            Some(place(to, to_port).and(place(from, from_port)).ok_or_else(malformed)?)
        }
        _ => return Err(malformed()),
    };
    Ok(Beginning::Proxied(client))
}

fn binary(input: &mut BytesMut) -> SqlResult<Beginning> {
    let length = usize::from(u16::from_be_bytes([input[14], input[15]]));
    let (command, family) = (input[12], input[13]);
    if length > REST_BYTES || !matches!(command, 0x20 | 0x21) {
        return Err(malformed());
    }
    if input.len() < HEAD_BYTES + length {
        return Ok(Beginning::Partial);
    }
    input.advance(HEAD_BYTES);
    let rest = input.split_to(length);
    let address = match family {
        _ if command == 0x20 => return Ok(Beginning::Proxied(None)),
        0x11 => {
            rest.first_chunk::<4>().map(|four| Ipv4Addr::from(*four).into()).zip(port(&rest, 8))
        }
        0x21 => {
            rest.first_chunk::<16>().map(|six| Ipv6Addr::from(*six).into()).zip(port(&rest, 32))
        }
        // Other families are no addresses of ours.
        _ => return Ok(Beginning::Proxied(None)),
    };
    let address: Option<(IpAddr, u16)> = address;
    Ok(Beginning::Proxied(Some(address.map(SocketAddr::from).ok_or_else(malformed)?)))
}

/// The source's port; both ports are there.
fn port(rest: &[u8], at: usize) -> Option<u16> {
    let ports = rest.get(at..at + 4)?;
    Some(u16::from_be_bytes([ports[0], ports[1]]))
}

fn malformed() -> SqlError {
    let error = SqlError::new(SqlState::PROTOCOL_VIOLATION, "malformed PROXY header");
    error.with_severity(Severity::Fatal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(bytes: &[u8]) -> SqlResult<(Beginning, Vec<u8>)> {
        let mut input = BytesMut::from(bytes);
        take(&mut input).map(|beginning| (beginning, input.to_vec()))
    }

    fn client(text: &str) -> Beginning {
        Beginning::Proxied(Some(text.parse().unwrap()))
    }

    #[test]
    fn a_line_of_version_1_names_the_client() {
        for (line, expected) in [
            ("PROXY TCP4 203.0.113.7 10.0.0.1 40000 5432\r\n", client("203.0.113.7:40000")),
            ("PROXY TCP6 2001:db8::7 ::1 40000 5432\r\n", client("[2001:db8::7]:40000")),
            ("PROXY UNKNOWN\r\n", Beginning::Proxied(None)),
            ("PROXY UNKNOWN ffff::1 what ever\r\n", Beginning::Proxied(None)),
        ] {
            let bytes = [line.as_bytes(), b"rest"].concat();
            assert_eq!(taken(&bytes).unwrap(), (expected, b"rest".to_vec()), "{line}");
            for cut in 0..line.len() {
                let (beginning, left) = taken(&bytes[..cut]).unwrap();
                assert_eq!((beginning, left.len()), (Beginning::Partial, cut), "{line} at {cut}");
            }
        }
    }

    #[test]
    fn a_header_of_version_2_names_the_client() {
        let head = |command: u8, family: u8, rest: &[u8]| {
            let length = u16::try_from(rest.len()).unwrap().to_be_bytes();
            [SIGNATURE, &[command, family], &length, rest].concat()
        };
        let four = [203, 0, 113, 7, 10, 0, 0, 1, 0x9c, 0x40, 0x15, 0x38];
        let mut six = [0; 36];
        (six[0], six[1], six[15], six[32], six[33]) = (0x20, 0x01, 7, 0x9c, 0x40);
        for (bytes, expected) in [
            (head(0x21, 0x11, &four), client("203.0.113.7:40000")),
            (head(0x21, 0x11, &[&four[..], b"\x04\0\x01x"].concat()), client("203.0.113.7:40000")),
            (head(0x21, 0x21, &six), client("[2001::7]:40000")),
            (head(0x20, 0x00, b""), Beginning::Proxied(None)),
            (head(0x21, 0x31, &[0; 216]), Beginning::Proxied(None)),
        ] {
            let all = [&bytes[..], b"rest"].concat();
            assert_eq!(taken(&all).unwrap(), (expected, b"rest".to_vec()), "{bytes:?}");
            for cut in 0..bytes.len() {
                assert_eq!(
                    taken(&bytes[..cut]).unwrap().0,
                    Beginning::Partial,
                    "{bytes:?} at {cut}"
                );
            }
        }
        for wrong in
            [head(0x11, 0x11, &four), head(0x22, 0x11, &four), head(0x21, 0x11, &four[..11])]
        {
            assert!(taken(&wrong).is_err(), "{wrong:?}");
        }
        let long = [SIGNATURE, &[0x21, 0x11, 0xff, 0xff]].concat();
        assert!(taken(&long).is_err(), "nobody waits for 64 KiB of it");
    }

    #[test]
    fn what_is_no_header_is_left_alone_and_what_is_half_of_one_is_refused() {
        for plain in
            [&b"POST /sql HTTP/1.1\r\n"[..], b"PRI * HTTP/2.0", b"\0\0\0\x08", b"\x16\x03\x01"]
        {
            assert_eq!(taken(plain).unwrap(), (Beginning::Plain, plain.to_vec()));
        }
        for wrong in [
            "PROXY TCP4 203.0.113.7 10.0.0.1 40000\r\n",
            "PROXY TCP4 ::1 10.0.0.1 40000 5432\r\n",
            "PROXY TCP6 203.0.113.7 ::1 40000 5432\r\n",
            "PROXY TCP4 203.0.113.7 10.0.0.1 65536 5432\r\n",
            "PROXY TCP4 203.0.113.7 10.0.0.1 +80 5432\r\n",
            "PROXY UDP4 203.0.113.7 10.0.0.1 40000 5432\r\n",
            "PROXY TCP4  203.0.113.7 10.0.0.1 40000 5432\r\n",
            "PROXY \r\n",
            &format!("PROXY UNKNOWN {}", "x".repeat(LINE_BYTES)),
        ] {
            assert!(taken(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
