//! Fields that not every platform has.

/// A value that not every platform and not every kernel gives. Three different facts, never merged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// This platform has no such field: it is absent from the result.
    #[default]
    Lacking,
    /// This kernel or this file did not say: `null`.
    Unknown,
    /// The value.
    Known(T),
}

impl<T> Field<T> {
    /// The value in other units.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Lacking => Field::Lacking,
            Self::Unknown => Field::Unknown,
            Self::Known(value) => Field::Known(convert(value)),
        }
    }
}

impl<T> From<Option<T>> for Field<T> {
    /// A field that the platform has: known or not.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unknown, Self::Known)
    }
}
