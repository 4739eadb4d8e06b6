//! What is a view? The text it was made by, and a [`Lens`]: what the names in that text meant then.
//!
//! PostgreSQL keeps a view as a tree of OIDs and column numbers, so that a base table or column may be
//! renamed, moved or get a neighbour and the view stays what it was. Here the text is bound again at
//! each use, through the lens: a name in it means what it meant when the view was made, and what
//! has come since is not seen.
//!
//! ```text
//! CREATE VIEW v AS SELECT * FROM t             search path public, t = table 16385 (id, note)
//! ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME note TO text; ALTER TABLE u ADD extra int;
//! SELECT * FROM v                              id, note: of table 16385, columns 1 and 2
//! pg_get_viewdef('v')                          SELECT id, text AS note FROM u
//! ```
//!
//! Literals are read under fixed formats (ISO dates, UTC); a text that would mean something else
//! under the formats of the session that makes the view is refused.

use crate::catalog::TableColumn;
use serde::{Deserialize, Serialize};
use types::Oid;

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// `pg_class.oid`.
    pub oid: Oid,
    /// Schema.
    pub namespace: Oid,
    /// Name.
    pub name: String,
    /// Owner role.
    pub owner: Oid,
    /// In order; none is ever dropped.
    pub columns: Vec<TableColumn>,
    /// The CREATE VIEW statement as it was written.
    pub text: String,
    /// What the names in `text` mean.
    pub lens: Lens,
    /// WITH CHECK OPTION.
    pub check: Option<CheckOption>,
    /// `security_barrier`, when it was said.
    pub security_barrier: Option<bool>,
    /// `security_invoker`, when it was said.
    pub security_invoker: Option<bool>,
    /// COMMENT ON VIEW.
    pub comment: Option<String>,
}

impl View {
    /// `pg_class.reloptions`, in the order PostgreSQL's own CREATE VIEW keeps them.
    pub fn options(&self) -> Vec<String> {
        let truth = |name: &str, value: Option<bool>| value.map(|value| format!("{name}={value}"));
        let check = self.check.map(|check| format!("check_option={}", check.word()));
        let barrier = truth("security_barrier", self.security_barrier);
        let invoker = truth("security_invoker", self.security_invoker);
        barrier.into_iter().chain(invoker).chain(check).collect()
    }

    /// The place of the column of this name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// Which conditions WITH CHECK OPTION holds a new row to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckOption {
    /// The view's own.
    Local,
    /// Those of the views below it too.
    Cascaded,
}

impl CheckOption {
    /// As `check_option` names it.
    pub fn word(self) -> &'static str {
        match self {
            CheckOption::Local => "local",
            CheckOption::Cascaded => "cascaded",
        }
    }
}

/// What the names in a text meant when it was written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lens {
    /// The schemas an unqualified name was sought in.
    pub search_path: Vec<Oid>,
    /// The relations of users that the text names.
    pub relations: Vec<Seen>,
    /// Constants of alias types: (type, text, OID).
    pub objects: Vec<(Oid, String, Oid)>,
}

/// A relation as a text saw it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Which it is.
    pub oid: Oid,
    /// Its schema then.
    pub namespace: Oid,
    /// Its schema's name then.
    pub schema: String,
    /// Its name then.
    pub name: String,
    /// Its columns' names then, by attribute number - 1.
    pub columns: Vec<String>,
    /// The places of the columns that the text names, in order.
    pub used: Vec<usize>,
}

impl Lens {
    /// The relation with this OID.
    pub fn relation(&self, oid: Oid) -> Option<&Seen> {
        self.relations.iter().find(|seen| seen.oid == oid)
    }

    /// The relation a name of a schema meant.
    pub(crate) fn named(&self, namespace: Oid, name: &str) -> Option<&Seen> {
        self.relations.iter().find(|seen| seen.namespace == namespace && seen.name == name)
    }

    /// The schema a name meant.
    pub(crate) fn schema(&self, name: &str) -> Option<Oid> {
        self.relations.iter().find(|seen| seen.schema == name).map(|seen| seen.namespace)
    }

    /// The object that a constant of an alias type meant.
    pub(crate) fn object(&self, alias: Oid, text: &str) -> Option<Oid> {
        let mut objects = self.objects.iter();
        objects.find(|(of, name, _)| *of == alias && name == text).map(|(_, _, oid)| *oid)
    }

    /// Whether the text names this relation.
    pub fn uses(&self, oid: Oid) -> bool {
        self.relation(oid).is_some() || self.objects.iter().any(|(_, _, object)| *object == oid)
    }

    /// Whether the text names this column of the relation.
    pub fn uses_column(&self, oid: Oid, place: usize) -> bool {
        self.relation(oid).is_some_and(|seen| seen.used.contains(&place))
    }
}
