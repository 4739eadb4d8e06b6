// Made by `cargo xtask facts`; not to be edited.
//! What is each range type made of? (`pg_range`)

use crate::facts::rows::*;

/// By `range`.
pub static RANGES: &[RangeFact] = &[
RangeFact { range: 3904, subtype: 23, multirange: 4451, collation: 0, subopc: 1978, canonical: 3914, subdiff: 3922 },
RangeFact { range: 3906, subtype: 1700, multirange: 4532, collation: 0, subopc: 3125, canonical: 0, subdiff: 3924 },
RangeFact { range: 3908, subtype: 1114, multirange: 4533, collation: 0, subopc: 3128, canonical: 0, subdiff: 3929 },
RangeFact { range: 3910, subtype: 1184, multirange: 4534, collation: 0, subopc: 3127, canonical: 0, subdiff: 3930 },
RangeFact { range: 3912, subtype: 1082, multirange: 4535, collation: 0, subopc: 3122, canonical: 3915, subdiff: 3925 },
RangeFact { range: 3926, subtype: 20, multirange: 4536, collation: 0, subopc: 3124, canonical: 3928, subdiff: 3923 },
];
