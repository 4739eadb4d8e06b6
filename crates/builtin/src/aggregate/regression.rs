//! Covariance, correlation and the line of least squares, by Youngs and Cramer.

use super::{Accumulator, Start};
use crate::args::{Args, float};
use crate::{Env, number};
use base::SqlResult;
use types::Datum;

/// `float8_regr_accum`: the first argument is Y.
#[derive(Clone, Copy, Default)]
struct Sums {
    n: f64,
    x: f64,
    xx: f64,
    y: f64,
    yy: f64,
    xy: f64,
}

impl Sums {
    fn take(&mut self, y: f64, x: f64) -> SqlResult<()> {
        let before = *self;
        self.n += 1.0;
        self.x += x;
        self.y += y;
        if before.n > 0.0 {
            let (dx, dy) = (x * self.n - self.x, y * self.n - self.y);
            let scale = 1.0 / (self.n * before.n);
            self.xx += dx * dx * scale;
            self.yy += dy * dy * scale;
            self.xy += dx * dy * scale;
            return self.overflowed(&before, y, x);
        }
        if !x.is_finite() {
            self.xx = f64::NAN;
            self.xy = f64::NAN;
        }
        if !y.is_finite() {
            self.yy = f64::NAN;
            self.xy = f64::NAN;
        }
        Ok(())
    }

    /// Infinite results of finite input are an error; others leave no variance to speak of.
    fn overflowed(&mut self, before: &Sums, y: f64, x: f64) -> SqlResult<()> {
        let finite_x = !before.x.is_infinite() && !x.is_infinite();
        let finite_y = !before.y.is_infinite() && !y.is_infinite();
        let big_x = self.x.is_infinite() || self.xx.is_infinite();
        let big_y = self.y.is_infinite() || self.yy.is_infinite();
        if (big_x && finite_x)
            || (big_y && finite_y)
            || (self.xy.is_infinite() && finite_x && finite_y)
        {
            return Err(number::overflow());
        }
        for sum in [&mut self.xx, &mut self.yy, &mut self.xy] {
            if sum.is_infinite() {
                *sum = f64::NAN;
            }
        }
        Ok(())
    }
}

struct Line {
    sums: Sums,
    of: fn(&Sums) -> Option<f64>,
    count: bool,
}

fn line(of: fn(&Sums) -> Option<f64>) -> Box<dyn Accumulator> {
    Box::new(Line { sums: Sums::default(), of, count: false })
}

fn any(sums: &Sums, value: f64) -> Option<f64> {
    (sums.n >= 1.0).then_some(value)
}

/// A value that only a spread of X gives.
fn spread(sums: &Sums, value: f64) -> Option<f64> {
    (sums.n >= 1.0 && sums.xx != 0.0).then_some(value)
}

pub(super) fn start(name: &str) -> Option<Start> {
    Some(match name {
        "regr_count" => |_| Box::new(Line { sums: Sums::default(), of: |_| None, count: true }),
        "regr_sxx" => |_| line(|s| any(s, s.xx)),
        "regr_syy" => |_| line(|s| any(s, s.yy)),
        "regr_sxy" => |_| line(|s| any(s, s.xy)),
        "regr_avgx" => |_| line(|s| any(s, s.x / s.n)),
        "regr_avgy" => |_| line(|s| any(s, s.y / s.n)),
        "covar_pop" => |_| line(|s| any(s, s.xy / s.n)),
        "covar_samp" => |_| line(|s| (s.n >= 2.0).then(|| s.xy / (s.n - 1.0))),
        "corr" => |_| line(|s| spread(s, s.xy / (s.xx * s.yy).sqrt()).filter(|_| s.yy != 0.0)),
        "regr_r2" => {
            |_| line(|s| spread(s, if s.yy == 0.0 { 1.0 } else { (s.xy * s.xy) / (s.xx * s.yy) }))
        }
        "regr_slope" => |_| line(|s| spread(s, s.xy / s.xx)),
        "regr_intercept" => |_| line(|s| spread(s, (s.y - s.x * s.xy / s.xx) / s.n)),
        _ => return None,
    })
}

impl Accumulator for Line {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let (y, x) = (args.at(0)?, args.at(1)?);
        if y.is_null() || x.is_null() {
            return Ok(());
        }
        self.sums.take(float(y)?, float(x)?)
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        if self.count {
            #[allow(clippy::cast_possible_truncation)]
            return Ok(Datum::Int8(self.sums.n as i64));
        }
        Ok((self.of)(&self.sums).map_or(Datum::Null, Datum::Float8))
    }
}
