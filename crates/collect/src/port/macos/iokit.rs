//! The I/O Registry, `IOKitLib.h`, and power sources, `IOPowerSources.h`.

use std::ffi::{CString, c_char, c_void};
use std::ptr;

use libc::kern_return_t;
use nix::errno::Errno;

use super::core_foundation::{CoreFoundation, Owned, Value};
use super::framework::functions;
use crate::port::{IoKit, Kernel, Port, PortError, Properties, Service};

/// `kIOMainPortDefault`, which older headers call `kIOMasterPortDefault`.
const MAIN_PORT: u32 = 0;
/// `kIOServicePlane` of `IOKitKeys.h`.
const SERVICE_PLANE: *const c_char = c"IOService".as_ptr();

functions! {
    /// `IOKitLib.h`, `IOPowerSources.h`. An `io_object_t` of any kind is a number.
    Functions at c"/System/Library/Frameworks/IOKit.framework/IOKit" {
        IOIteratorNext: fn(u32) -> u32;
        IOObjectRelease: fn(u32) -> kern_return_t;
        IOPSCopyPowerSourcesInfo: fn() -> *const c_void;
        IOPSCopyPowerSourcesList: fn(*const c_void) -> *const c_void;
        IOPSGetPowerSourceDescription: fn(*const c_void, *const c_void) -> *const c_void;
        IOPSGetProvidingPowerSourceType: fn(*const c_void) -> *const c_void;
        IORegistryEntryCreateCFProperties: fn(u32, *mut *const c_void, *const c_void, u32) -> kern_return_t;
        IORegistryEntryGetChildEntry: fn(u32, *const c_char, *mut u32) -> kern_return_t;
        IORegistryEntryGetName: fn(u32, *mut c_char) -> kern_return_t;
        IOServiceGetMatchingServices: fn(u32, *const c_void, *mut u32) -> kern_return_t;
        IOServiceMatching: fn(*const c_char) -> *const c_void;
    }
}

/// Both frameworks.
#[derive(Clone, Copy)]
struct Registry {
    io: &'static Functions,
    cf: &'static CoreFoundation,
}

/// An object of the registry, which is given back.
struct Object {
    io: &'static Functions,
    number: u32,
}

impl Drop for Object {
    fn drop(&mut self) {
        // SAFETY: it is ours, and nobody uses it after this.
        let _ = unsafe { (self.io.IOObjectRelease)(self.number) };
    }
}

impl Registry {
    fn load(call: &'static str) -> Port<Self> {
        let missing = || PortError::new(call, Errno::ENOSYS);
        let io = Functions::get().ok_or_else(missing)?;
        let cf = CoreFoundation::get().ok_or_else(missing)?;
        Ok(Self { io, cf })
    }

    /// An object that is ours; `None` of 0.
    fn object(self, number: u32) -> Option<Object> {
        (number != 0).then_some(Object { io: self.io, number })
    }

    /// All services of a class.
    fn matching(self, class: &str) -> Result<Vec<Object>, Errno> {
        let class = CString::new(class).map_err(|_| Errno::EINVAL)?;
        // SAFETY: the name ends with a NUL, and is only read.
        let matching = unsafe { (self.io.IOServiceMatching)(class.as_ptr()) };
        if matching.is_null() {
            return Err(Errno::ENOMEM);
        }
        let mut iterator = 0;
        // SAFETY: the dictionary is ours, and given away by this call, whatever comes of it. The number of the iterator
        // is written, and outlives the call.
        let result = unsafe {
            (self.io.IOServiceGetMatchingServices)(MAIN_PORT, matching, &raw mut iterator)
        };
        done(result)?;
        let Some(iterator) = self.object(iterator) else { return Ok(Vec::new()) };
        let mut services = Vec::new();
        // SAFETY: it is an iterator, and ours; what it hands out is ours too.
        while let Some(service) = self.object(unsafe { (self.io.IOIteratorNext)(iterator.number) })
        {
            services.push(service);
        }
        Ok(services)
    }

    fn name(self, entry: &Object) -> Vec<u8> {
        // `io_name_t`
        let mut name = [0_u8; 128];
        // SAFETY: it is an entry, and ours. A name of at most 128 bytes, its NUL included, is written, for which there is
        // room.
        let result =
            unsafe { (self.io.IORegistryEntryGetName)(entry.number, name.as_mut_ptr().cast()) };
        let length = name.iter().position(|byte| *byte == 0).unwrap_or(0);
        if result == 0 { name.get(..length).unwrap_or_default().to_vec() } else { Vec::new() }
    }

    /// Its properties; none of an entry that has just gone.
    fn properties(self, entry: &Object) -> Properties {
        let mut properties = ptr::null();
        // SAFETY: it is an entry, and ours. A null stands for the usual allocator. What is written outlives the call.
        let result = unsafe {
            (self.io.IORegistryEntryCreateCFProperties)(
                entry.number,
                &raw mut properties,
                ptr::null(),
                0,
            )
        };
        if result != 0 {
            return Vec::new();
        }
        // SAFETY: null, or a dictionary that has been made for us.
        let properties = unsafe { Owned::new(self.cf, properties) };
        properties.map_or_else(Vec::new, |properties| properties.value().properties())
    }

    fn first_child(self, entry: &Object) -> Option<Object> {
        let mut child = 0;
        // SAFETY: it is an entry, and ours. The name of the plane ends with a NUL, and is only read; the number of the
        // child is written, and outlives the call.
        let result = unsafe {
            (self.io.IORegistryEntryGetChildEntry)(entry.number, SERVICE_PLANE, &raw mut child)
        };
        if result == 0 { self.object(child) } else { None }
    }

    /// What is known of power sources; `None` if nothing is.
    fn power(self) -> Option<Owned> {
        // SAFETY: it takes nothing.
        let info = unsafe { (self.io.IOPSCopyPowerSourcesInfo)() };
        // SAFETY: null, or a copy for us.
        unsafe { Owned::new(self.cf, info) }
    }
}

impl IoKit for Kernel {
    fn services(&self, class: &str, name: Option<&str>) -> Port<Vec<Service>> {
        let call = "IOServiceGetMatchingServices";
        let registry = Registry::load(call)?;
        let services = registry.matching(class).map_err(|errno| PortError::new(call, errno))?;
        let named = services.into_iter().filter_map(|service| {
            let found = registry.name(&service);
            if name.is_some_and(|name| found != name.as_bytes()) {
                return None;
            }
            let child = registry.first_child(&service);
            Some(Service {
                name: found,
                properties: registry.properties(&service),
                child: child.map_or_else(Vec::new, |child| registry.properties(&child)),
            })
        });
        Ok(named.collect())
    }

    fn power_sources(&self) -> Port<Vec<Properties>> {
        let registry = Registry::load("IOPSCopyPowerSourcesInfo")?;
        let Some(info) = registry.power() else { return Ok(Vec::new()) };
        let blob = info.value().as_ptr();
        // SAFETY: it is what is known of power sources, and ours.
        let list = unsafe { (registry.io.IOPSCopyPowerSourcesList)(blob) };
        // SAFETY: null, or a copy for us.
        let Some(list) = (unsafe { Owned::new(registry.cf, list) }) else { return Ok(Vec::new()) };
        let sources = list.value().items().into_iter().filter_map(|source| {
            // SAFETY: both are there, and the source is of that list.
            let description =
                unsafe { (registry.io.IOPSGetPowerSourceDescription)(blob, source.as_ptr()) };
            // SAFETY: null, or a part of what is known, which is ours until the end.
            let description = unsafe { Value::new(registry.cf, description) };
            Some(description?.properties())
        });
        Ok(sources.collect())
    }

    fn providing_power_source(&self) -> Port<Option<Vec<u8>>> {
        let registry = Registry::load("IOPSGetProvidingPowerSourceType")?;
        let Some(info) = registry.power() else { return Ok(None) };
        // SAFETY: it is what is known of power sources, and ours.
        let kind = unsafe { (registry.io.IOPSGetProvidingPowerSourceType)(info.value().as_ptr()) };
        // SAFETY: null, or a string that is a constant, or a part of what is known.
        let kind = unsafe { Value::new(registry.cf, kind) };
        Ok(kind.and_then(Value::string))
    }
}

/// What the kernel answered, `IOReturn.h`, in the numbers of errno(2).
const fn done(result: kern_return_t) -> Result<(), Errno> {
    if result == 0 { Ok(()) } else { Err(Errno::EIO) }
}
