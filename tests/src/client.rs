//! What does a server answer, exactly? A blocking client of the simple protocol that keeps
//! every value as the text the server sent, and every field of an error.

use std::io::{self, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::scram;

/// How long a server may take over one message before the script fails. Nothing in a golden
/// script waits for another session, so silence is an error.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where a server listens and who we are there.
#[derive(Clone, Debug)]
pub struct Address {
    /// `host:port`.
    pub host: String,
    /// The role to connect as.
    pub user: String,
    /// Sent only when asked for.
    pub password: String,
    /// The database to open.
    pub database: String,
}

impl Address {
    /// Reads `postgres://user:password@host:port/database`; the password may not be there.
    ///
    /// # Errors
    /// When a part is missing.
    pub fn parse(url: &str) -> Result<Self, String> {
        let parts = || {
            let (login, place) = url.strip_prefix("postgres://")?.split_once('@')?;
            let (user, password) = login.split_once(':').unwrap_or((login, ""));
            let (host, database) = place.split_once('/')?;
            Some((user, password, host, database.split('?').next()?))
        };
        let (user, password, host, database) =
            parts().ok_or_else(|| format!("not a connection string: {url}"))?;
        Ok(Self {
            host: host.to_owned(),
            user: user.to_owned(),
            password: password.to_owned(),
            database: database.to_owned(),
        })
    }
}

/// One thing a server said in answer to a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The names of the columns of the rows that follow.
    Columns(Vec<String>),
    /// One row; `None` is NULL.
    Row(Vec<Option<String>>),
    /// A command tag such as `INSERT 0 1`.
    Tag(String),
    /// The query string was empty.
    Empty,
    /// An error and its fields, by their protocol letters.
    Error(Vec<(char, String)>),
    /// A notice and its fields.
    Notice(Vec<(char, String)>),
    /// A line of COPY TO, without its newline.
    Copy(String),
}

/// One connection, over TCP unless said otherwise.
#[derive(Debug)]
pub struct Client<S: Read + Write = TcpStream> {
    stream: BufReader<S>,
}

impl Client {
    /// Connects, logs in, and waits until the server is ready for a query.
    ///
    /// # Errors
    /// When the server cannot be reached, refuses us, or speaks nonsense.
    pub fn connect(to: &Address) -> io::Result<Self> {
        let stream = TcpStream::connect(&to.host)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Self::over(stream, to)
    }
}

impl<S: Read + Write> Client<S> {
    /// As [`Client::connect`], over a stream that leads there.
    ///
    /// # Errors
    /// As there.
    pub fn over(stream: S, to: &Address) -> io::Result<Self> {
        let mut client = Self { stream: BufReader::new(stream) };
        let mut body = 196_608u32.to_be_bytes().to_vec();
        let settings = [
            ("user", to.user.as_str()),
            ("database", &to.database),
            ("client_encoding", "UTF8"),
            ("DateStyle", "ISO, MDY"),
            ("TimeZone", "UTC"),
            ("application_name", "golden"),
        ];
        for (name, value) in settings {
            for text in [name, value] {
                body.extend_from_slice(text.as_bytes());
                body.push(0);
            }
        }
        body.push(0);
        client.send(None, &body)?;
        client.log_in(&to.password)?;
        Ok(client)
    }

    /// Its connection, for bytes of one's own.
    #[must_use]
    pub fn into_stream(self) -> S {
        self.stream.into_inner()
    }

    /// Sends one query string and collects everything up to ReadyForQuery.
    ///
    /// # Errors
    /// When the connection breaks or stays silent too long; a refused query is a [`Reply`].
    pub fn query(&mut self, sql: &str) -> io::Result<Vec<Reply>> {
        self.send(Some(b'Q'), &[sql.as_bytes(), &[0]].concat())?;
        let mut replies = Vec::new();
        loop {
            let (tag, body) = self.receive()?;
            let mut body = Body(&body);
            replies.push(match tag {
                b'T' => Reply::Columns(body.columns()?),
                b'D' => Reply::Row(body.row()?),
                b'C' => Reply::Tag(body.text()?),
                b'I' => Reply::Empty,
                b'E' => Reply::Error(body.fields()?),
                b'N' => Reply::Notice(body.fields()?),
                b'd' => {
                    Reply::Copy(String::from_utf8_lossy(body.0).trim_end_matches('\n').to_owned())
                }
                b'G' => {
                    self.send(Some(b'f'), b"scripts send no COPY data\0")?;
                    continue;
                }
                b'Z' => return Ok(replies),
                b'S' | b'H' | b'c' | b'A' => continue,
                other => {
                    return Err(nonsense(&format!("unexpected message {:?}", char::from(other))));
                }
            });
        }
    }

    fn log_in(&mut self, password: &str) -> io::Result<()> {
        loop {
            let (tag, body) = self.receive()?;
            let mut body = Body(&body);
            match tag {
                b'R' => match body.int4()? {
                    0 | 12 => {}
                    3 => self.send(Some(b'p'), &[password.as_bytes(), &[0]].concat())?,
                    10 => {
                        let first = scram::first();
                        let mut answer = b"SCRAM-SHA-256\0".to_vec();
                        answer.extend_from_slice(
                            &u32::try_from(first.len()).unwrap_or(0).to_be_bytes(),
                        );
                        answer.extend_from_slice(first.as_bytes());
                        self.send(Some(b'p'), &answer)?;
                    }
                    11 => {
                        let challenge = String::from_utf8_lossy(body.0);
                        let answer = scram::last(password, &challenge).map_err(|e| nonsense(&e))?;
                        self.send(Some(b'p'), answer.as_bytes())?;
                    }
                    other => return Err(nonsense(&format!("unknown authentication {other}"))),
                },
                b'E' => return Err(nonsense(&format!("refused: {:?}", body.fields()?))),
                b'Z' => return Ok(()),
                _ => {}
            }
        }
    }

    /// Sends one message, or a startup packet without a tag.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn send(&mut self, tag: Option<u8>, body: &[u8]) -> io::Result<()> {
        let length = u32::try_from(body.len() + 4).map_err(|e| nonsense(&e.to_string()))?;
        let mut message: Vec<u8> = tag.into_iter().collect();
        message.extend_from_slice(&length.to_be_bytes());
        message.extend_from_slice(body);
        self.stream.get_mut().write_all(&message)?;
        self.stream.get_mut().flush()
    }

    fn receive(&mut self) -> io::Result<(u8, Vec<u8>)> {
        let mut head = [0u8; 5];
        self.stream.read_exact(&mut head)?;
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0; length.checked_sub(4).ok_or_else(|| nonsense("a length below 4"))?];
        self.stream.read_exact(&mut body)?;
        Ok((head[0], body))
    }
}

/// The unread rest of a message.
struct Body<'a>(&'a [u8]);

impl Body<'_> {
    fn take(&mut self, count: usize) -> io::Result<&[u8]> {
        let (head, rest) =
            self.0.split_at_checked(count).ok_or_else(|| nonsense("a short message"))?;
        self.0 = rest;
        Ok(head)
    }

    fn int2(&mut self) -> io::Result<u16> {
        let b = self.take(2)?;
        Ok(u16::from_be_bytes([b[0], b[1]]))
    }

    fn int4(&mut self) -> io::Result<i32> {
        let b = self.take(4)?;
        Ok(i32::from_be_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn text(&mut self) -> io::Result<String> {
        let end =
            self.0.iter().position(|&b| b == 0).ok_or_else(|| nonsense("an unended string"))?;
        let text = String::from_utf8_lossy(self.take(end)?).into_owned();
        self.take(1)?;
        Ok(text)
    }

    fn columns(&mut self) -> io::Result<Vec<String>> {
        (0..self.int2()?)
            .map(|_| {
                let name = self.text()?;
                self.take(18)?;
                Ok(name)
            })
            .collect()
    }

    fn row(&mut self) -> io::Result<Vec<Option<String>>> {
        (0..self.int2()?)
            .map(|_| match usize::try_from(self.int4()?) {
                Err(_) => Ok(None),
                Ok(length) => Ok(Some(String::from_utf8_lossy(self.take(length)?).into_owned())),
            })
            .collect()
    }

    fn fields(&mut self) -> io::Result<Vec<(char, String)>> {
        let mut fields = Vec::new();
        loop {
            match self.take(1)?[0] {
                0 => return Ok(fields),
                letter => fields.push((char::from(letter), self.text()?)),
            }
        }
    }
}

fn nonsense(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
