//! Sets of bytes that a `const fn` can compute with.

/// The bytes that may stand at one position of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteSet([u64; 4]);

impl ByteSet {
    /// No byte.
    pub const EMPTY: Self = Self([0; 4]);
    /// Every byte.
    pub const ANY: Self = Self([u64::MAX; 4]);
    /// `0` to `9`.
    pub const DIGIT: Self = Self::range(b'0', b'9');
    /// `0` to `9` and `a` to `f`.
    pub const HEX: Self = Self::DIGIT.or(Self::range(b'a', b'f'));
    /// The bytes after the first of a code point in UTF-8.
    pub const CONTINUATION: Self = Self::range(0x80, 0xBF);

    /// The set of this byte alone.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::ByteSet;
    ///
    /// assert!(ByteSet::from_byte(b'-').has(b'-'));
    /// ```
    #[must_use]
    pub const fn from_byte(byte: u8) -> Self {
        Self::range(byte, byte)
    }

    /// The bytes from `first` to `last`, both included.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::ByteSet;
    ///
    /// assert!(ByteSet::range(b'a', b'f').has(b'f'));
    /// ```
    #[must_use]
    pub const fn range(first: u8, last: u8) -> Self {
        let mut set = [0; 4];
        let mut byte = first as usize;
        while byte <= last as usize {
            set[byte / 64] |= 1 << (byte % 64);
            byte += 1;
        }
        Self(set)
    }

    /// The set of the bytes of `text`.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::ByteSet;
    ///
    /// assert!(ByteSet::from_text("xyz").has(b'y'));
    /// ```
    #[must_use]
    pub const fn from_text(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut set = Self::EMPTY;
        let mut at = 0;
        while at < bytes.len() {
            set = set.or(Self::from_byte(bytes[at]));
            at += 1;
        }
        set
    }

    /// The bytes in either set.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::ByteSet;
    ///
    /// let hexadecimal = ByteSet::DIGIT.or(ByteSet::range(b'a', b'f'));
    /// assert_eq!(hexadecimal, ByteSet::HEX);
    /// ```
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        let mut set = self.0;
        let mut word = 0;
        while word < set.len() {
            set[word] |= other.0[word];
            word += 1;
        }
        Self(set)
    }

    /// The bytes of this set that are not in the other.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::ByteSet;
    ///
    /// assert!(!ByteSet::HEX.without(ByteSet::DIGIT).has(b'7'));
    /// ```
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        let mut set = self.0;
        let mut word = 0;
        while word < set.len() {
            set[word] &= !other.0[word];
            word += 1;
        }
        Self(set)
    }

    /// Returns `true` if `byte` is in the set.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::ByteSet;
    ///
    /// assert!(ByteSet::DIGIT.has(b'7'));
    /// ```
    #[must_use]
    pub const fn has(self, byte: u8) -> bool {
        self.0[byte as usize / 64] & (1 << (byte % 64)) != 0
    }

    /// Returns `true` if the sets share a byte.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::ByteSet;
    ///
    /// assert!(ByteSet::HEX.meets(ByteSet::DIGIT));
    /// ```
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        let mut word = 0;
        while word < self.0.len() {
            if self.0[word] & other.0[word] != 0 {
                return true;
            }
            word += 1;
        }
        false
    }

    /// The least and the greatest byte.
    pub(crate) const fn bounds(self) -> Option<(u8, u8)> {
        let (mut least, mut greatest) = (0, u8::MAX);
        while !self.has(least) {
            if least == u8::MAX {
                return None;
            }
            least += 1;
        }
        while !self.has(greatest) {
            greatest -= 1;
        }
        Some((least, greatest))
    }
}
