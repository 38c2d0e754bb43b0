use super::*;

const DICTIONARY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<plist version=\"1.0\">
<dict>
	<key>acpibat0</key>
	<array>
		<dict>
			<key>cur-value</key>
			<integer>30000000</integer>
			<key>description</key>
			<string>charge</string>
			<key>index</key>
			<string>sensor0</string>
			<key>max-value</key>
			<integer>0x2faf080</integer>
			<key>state</key>
			<string>valid</string>
			<key>type</key>
			<string>Watt hour</string>
			<key>want-percentage</key>
			<true/>
		</dict>
		<dict>
			<key>description</key>
			<string>charge rate &lt;1&gt;</string>
			<key>state</key>
			<string>invalid</string>
			<key>type</key>
			<string>Watts</string>
		</dict>
		<dict>
			<key>device-properties</key>
			<dict>
				<key>device-class</key>
				<string>battery</string>
				<key>refresh-timeout</key>
				<integer>0x1e</integer>
			</dict>
		</dict>
	</array>
	<key>coretemp0</key>
	<array>
		<dict>
			<key>critical-max</key>
			<integer>373150000</integer>
			<key>cur-value</key>
			<integer>318150000</integer>
			<key>description</key>
			<string>cpu0 temperature</string>
			<key>type</key>
			<string>Temperature</string>
		</dict>
	</array>
</dict>
</plist>
\0";

fn text(text: &str) -> Text<'_> {
    Cow::Borrowed(text.as_bytes())
}

#[test]
fn devices_have_sensors() {
    let devices = parse(DICTIONARY.as_bytes()).unwrap();
    let [battery, cpu] = &devices[..] else { panic!("{devices:?}") };
    assert_eq!((&battery.name, &battery.class), (&text("acpibat0"), &text("battery")));
    let charge = Sensor {
        index: text("sensor0"),
        description: text("charge"),
        kind: text("Watt hour"),
        state: text("valid"),
        cur_value: Some(30_000_000),
        max_value: Some(50_000_000),
        want_percentage: true,
        ..Sensor::default()
    };
    assert_eq!(battery.sensors[0], charge);
    assert_eq!((&cpu.name, &cpu.class), (&text("coretemp0"), &text("")));
    let of = &cpu.sensors[0];
    assert_eq!((of.cur_value, of.critical_max), (Some(318_150_000), Some(373_150_000)));
    assert_eq!((of.warning_max, of.want_percentage), (None, false));
}

#[test]
fn properties_are_no_sensor_and_what_is_invalid_has_no_value() {
    let devices = parse(DICTIONARY.as_bytes()).unwrap();
    assert_eq!(devices[0].sensors.len(), 2);
    let rate = &devices[0].sensors[1];
    assert_eq!((&rate.state, rate.cur_value), (&text("invalid"), None));
    assert_eq!(rate.description, text("charge rate <1>"));
}

#[test]
fn no_sensors_are_an_empty_dictionary_and_nothing_is_an_error() {
    assert_eq!(parse(b"<plist version=\"1.0\"><dict/></plist>"), Ok(Vec::new()));
    assert!(parse(b"").is_err() && parse(b"\0").is_err());
}

#[test]
fn what_is_not_expected_is_left_out() {
    let body = "<dict><key>a</key><dict><key>b</key><dict><key>type</key><string>x</string></dict></dict>\
                <key>c</key><array><dict><key>state</key><integer>1</integer><key>cur-value</key><string>1</string>\
                <key>d</key><dict><key>device-class</key><string>no</string><key>type</key><string>no</string></dict>\
                <key>type</key><string>yes</string></dict></array></dict>";
    let devices = parse(body.as_bytes()).unwrap();
    let sensor = Sensor { kind: text("yes"), ..Sensor::default() };
    assert_eq!(devices, [Device { name: text("c"), class: text(""), sensors: vec![sensor] }]);
}

#[test]
fn cut_off_anywhere_is_an_error() {
    let bytes = DICTIONARY.trim_end_matches('\0').trim_end().as_bytes();
    let dictionary = bytes.len() - "\n</plist>".len();
    for length in 0..dictionary {
        assert!(parse(&bytes[..length]).is_err(), "{length} bytes");
    }
    assert!(parse(&bytes[..dictionary]).is_ok());
}
