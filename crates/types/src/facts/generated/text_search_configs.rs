// Made by `cargo xtask facts`; not to be edited.
//! Which text search configurations does a new database have? (`pg_ts_config`)

use crate::facts::rows::*;

/// By `oid`.
pub static TEXT_SEARCH_CONFIGS: &[TextSearchConfigFact] = &[
TextSearchConfigFact { oid: 3748, name: "simple" },
TextSearchConfigFact { oid: 13072, name: "arabic" },
TextSearchConfigFact { oid: 13074, name: "armenian" },
TextSearchConfigFact { oid: 13076, name: "basque" },
TextSearchConfigFact { oid: 13078, name: "catalan" },
TextSearchConfigFact { oid: 13080, name: "danish" },
TextSearchConfigFact { oid: 13082, name: "dutch" },
TextSearchConfigFact { oid: 13084, name: "english" },
TextSearchConfigFact { oid: 13086, name: "finnish" },
TextSearchConfigFact { oid: 13088, name: "french" },
TextSearchConfigFact { oid: 13090, name: "german" },
TextSearchConfigFact { oid: 13092, name: "greek" },
TextSearchConfigFact { oid: 13094, name: "hindi" },
TextSearchConfigFact { oid: 13096, name: "hungarian" },
TextSearchConfigFact { oid: 13098, name: "indonesian" },
TextSearchConfigFact { oid: 13100, name: "irish" },
TextSearchConfigFact { oid: 13102, name: "italian" },
TextSearchConfigFact { oid: 13104, name: "lithuanian" },
TextSearchConfigFact { oid: 13106, name: "nepali" },
TextSearchConfigFact { oid: 13108, name: "norwegian" },
TextSearchConfigFact { oid: 13110, name: "portuguese" },
TextSearchConfigFact { oid: 13112, name: "romanian" },
TextSearchConfigFact { oid: 13114, name: "russian" },
TextSearchConfigFact { oid: 13116, name: "serbian" },
TextSearchConfigFact { oid: 13118, name: "spanish" },
TextSearchConfigFact { oid: 13120, name: "swedish" },
TextSearchConfigFact { oid: 13122, name: "tamil" },
TextSearchConfigFact { oid: 13124, name: "turkish" },
TextSearchConfigFact { oid: 13126, name: "yiddish" },
];
