//! Values of Core Foundation, taken apart into ours.

use std::ffi::{c_char, c_void};
use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use std::slice;

use super::framework::functions;
use crate::port::{Properties, Property};

/// `kCFNumberSInt64Type` of `CFNumber.h`.
const SINT64: isize = 4;
/// `kCFStringEncodingUTF8` of `CFString.h`.
const UTF8: u32 = 0x0800_0100;

/// How deep dictionaries are looked into.
const DEPTH: u32 = 4;

functions! {
    /// `CFBase.h` and so on. A `CFTypeRef` of any kind is a pointer to nothing that is known.
    CoreFoundation at c"/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation" {
        CFRelease: fn(*const c_void);
        CFGetTypeID: fn(*const c_void) -> usize;
        CFArrayGetCount: fn(*const c_void) -> isize;
        CFArrayGetTypeID: fn() -> usize;
        CFArrayGetValueAtIndex: fn(*const c_void, isize) -> *const c_void;
        CFBooleanGetTypeID: fn() -> usize;
        CFBooleanGetValue: fn(*const c_void) -> u8;
        CFDataGetBytePtr: fn(*const c_void) -> *const u8;
        CFDataGetLength: fn(*const c_void) -> isize;
        CFDataGetTypeID: fn() -> usize;
        CFDictionaryGetCount: fn(*const c_void) -> isize;
        CFDictionaryGetKeysAndValues: fn(*const c_void, *mut *const c_void, *mut *const c_void);
        CFDictionaryGetTypeID: fn() -> usize;
        CFNumberGetTypeID: fn() -> usize;
        CFNumberGetValue: fn(*const c_void, isize, *mut c_void) -> u8;
        CFStringGetCString: fn(*const c_void, *mut c_char, isize, u32) -> u8;
        CFStringGetLength: fn(*const c_void) -> isize;
        CFStringGetMaximumSizeForEncoding: fn(isize, u32) -> isize;
        CFStringGetTypeID: fn() -> usize;
    }
}

/// A value that is ours, and is given back.
pub(super) struct Owned {
    cf: &'static CoreFoundation,
    value: NonNull<c_void>,
}

impl Owned {
    /// A value that is ours, as what functions with `Create` or `Copy` in their names hand out; `None` of a null.
    ///
    /// # Safety
    ///
    /// It is null, or a value that is there, and that nobody else gives back for us.
    pub(super) unsafe fn new(cf: &'static CoreFoundation, value: *const c_void) -> Option<Self> {
        Some(Self { cf, value: NonNull::new(value.cast_mut())? })
    }

    pub(super) const fn value(&self) -> Value<'_> {
        Value { cf: self.cf, at: self.value, owner: PhantomData }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: it is ours, and nobody uses it after this.
        unsafe { (self.cf.CFRelease)(self.value.as_ptr()) };
    }
}

/// A value that somebody else keeps for as long as this is there.
#[derive(Clone, Copy)]
pub(super) struct Value<'o> {
    cf: &'static CoreFoundation,
    at: NonNull<c_void>,
    owner: PhantomData<&'o Owned>,
}

impl Value<'_> {
    /// A part of a value, as functions with `Get` in their names hand out; `None` of a null.
    ///
    /// # Safety
    ///
    /// It is null, or a value that is there for as long as the owner is.
    pub(super) unsafe fn new(cf: &'static CoreFoundation, value: *const c_void) -> Option<Self> {
        Some(Self { cf, at: NonNull::new(value.cast_mut())?, owner: PhantomData })
    }

    pub(super) const fn as_ptr(self) -> *const c_void {
        self.at.as_ptr()
    }

    fn is_of(self, type_id: unsafe extern "C" fn() -> usize) -> bool {
        // SAFETY: it takes nothing, and tells a constant.
        let wanted = unsafe { type_id() };
        // SAFETY: the value is there.
        wanted == unsafe { (self.cf.CFGetTypeID)(self.as_ptr()) }
    }

    fn property(self, depth: u32) -> Property {
        let cf = self.cf;
        if self.is_of(cf.CFNumberGetTypeID) {
            Property::Number(self.number())
        } else if self.is_of(cf.CFBooleanGetTypeID) {
            // SAFETY: it is a boolean.
            Property::Boolean(unsafe { (cf.CFBooleanGetValue)(self.as_ptr()) } != 0)
        } else if self.is_of(cf.CFStringGetTypeID) {
            self.text().map_or(Property::Other, Property::Text)
        } else if self.is_of(cf.CFDataGetTypeID) {
            Property::Data(self.data())
        } else if self.is_of(cf.CFDictionaryGetTypeID) && depth > 0 {
            Property::Dictionary(self.entries(depth))
        } else {
            Property::Other
        }
    }

    /// The names and values of a dictionary; nothing of what is none.
    pub(super) fn properties(self) -> Properties {
        if self.is_of(self.cf.CFDictionaryGetTypeID) { self.entries(DEPTH) } else { Vec::new() }
    }

    /// The values of an array; nothing of what is none.
    pub(super) fn items(self) -> Vec<Self> {
        if !self.is_of(self.cf.CFArrayGetTypeID) {
            return Vec::new();
        }
        // SAFETY: it is an array.
        let count = unsafe { (self.cf.CFArrayGetCount)(self.as_ptr()) };
        let items = (0..count).filter_map(|place| {
            // SAFETY: it is an array, which has something at this place.
            let item = unsafe { (self.cf.CFArrayGetValueAtIndex)(self.as_ptr(), place) };
            // SAFETY: the array keeps it, and is kept itself.
            unsafe { Self::new(self.cf, item) }
        });
        items.collect()
    }

    /// The bytes of a string.
    pub(super) fn string(self) -> Option<Vec<u8>> {
        if self.is_of(self.cf.CFStringGetTypeID) { self.text() } else { None }
    }

    /// Of a number. A fraction is cut off, and of one that is longer the lower 64 bits are told.
    fn number(self) -> i64 {
        let mut number = 0_i64;
        // SAFETY: it is a number; 64 bits are written, for which there is room. That it did not fit is all that it says.
        let _ =
            unsafe { (self.cf.CFNumberGetValue)(self.as_ptr(), SINT64, (&raw mut number).cast()) };
        number
    }

    /// Of a string.
    fn text(self) -> Option<Vec<u8>> {
        // SAFETY: it is a string.
        let length = unsafe { (self.cf.CFStringGetLength)(self.as_ptr()) };
        // SAFETY: two numbers.
        let longest = unsafe { (self.cf.CFStringGetMaximumSizeForEncoding)(length, UTF8) };
        // And a NUL.
        let room = longest.checked_add(1)?;
        let mut bytes = vec![0_u8; usize::try_from(room).ok()?];
        // SAFETY: it is a string; at most that many bytes are written, and there are as many.
        let is_whole = unsafe {
            (self.cf.CFStringGetCString)(self.as_ptr(), bytes.as_mut_ptr().cast(), room, UTF8)
        };
        let end = bytes.iter().position(|byte| *byte == 0)?;
        bytes.truncate(end);
        (is_whole != 0).then_some(bytes)
    }

    /// Of a `CFData`.
    fn data(self) -> Vec<u8> {
        // SAFETY: it is one.
        let length = unsafe { (self.cf.CFDataGetLength)(self.as_ptr()) };
        // SAFETY: it is one.
        let bytes = unsafe { (self.cf.CFDataGetBytePtr)(self.as_ptr()) };
        let length = usize::try_from(length).unwrap_or(0);
        if bytes.is_null() || length == 0 {
            return Vec::new();
        }
        // SAFETY: it has so many bytes there, and keeps them while it is kept itself.
        unsafe { slice::from_raw_parts(bytes, length) }.to_vec()
    }

    /// Of a dictionary. Keys that are no strings are left out.
    fn entries(self, depth: u32) -> Properties {
        // SAFETY: it is a dictionary.
        let count = unsafe { (self.cf.CFDictionaryGetCount)(self.as_ptr()) };
        let count = usize::try_from(count).unwrap_or(0);
        let (mut keys, mut values) = (vec![ptr::null(); count], vec![ptr::null(); count]);
        // SAFETY: it is a dictionary with so many entries, which nobody changes: it is a copy for us. There is room for
        // as many keys and values.
        unsafe {
            (self.cf.CFDictionaryGetKeysAndValues)(
                self.as_ptr(),
                keys.as_mut_ptr(),
                values.as_mut_ptr(),
            );
        }
        let entries = keys.into_iter().zip(values).filter_map(|(key, value)| {
            // SAFETY: the dictionary keeps it, and is kept itself.
            let key = unsafe { Self::new(self.cf, key) }?;
            // SAFETY: likewise.
            let value = unsafe { Self::new(self.cf, value) }?;
            Some((key.string()?, value.property(depth.saturating_sub(1))))
        });
        entries.collect()
    }
}
