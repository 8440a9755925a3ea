package org.egpo.bfcl.multiturn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.Value;

/** The official {@code VehicleControlAPI}: a car. Its attributes are kept by their official names. */
final class VehicleControlApi extends Environment {
    private static final Function.Table<VehicleControlApi> FUNCTIONS = new Function.Table<VehicleControlApi>(
                    "VehicleControlAPI")
            .add("startEngine(ignitionMode)", (v, a) -> v.startEngine(a[0]))
            .add("fillFuelTank(fuelAmount)", (v, a) -> v.fillFuelTank(a[0]))
            .add("lockDoors(unlock, door)", (v, a) -> v.lockDoors(PythonObjects.truth(a[0]), a[1]))
            .add(
                    "adjustClimateControl(temperature, unit='celsius', fanSpeed=50, mode='auto')",
                    (v, a) -> v.adjustClimate(a[0], a[1], a[2], a[3]))
            .add("get_outside_temperature_from_google()", (v, a) -> v.outsideTemperature())
            .add("get_outside_temperature_from_weather_com()", (v, a) -> DictObject.of("error", 404L))
            .add("setHeadlights(mode)", (v, a) -> v.setHeadlights(a[0]))
            .add("displayCarStatus(option)", (v, a) -> v.status(a[0]))
            .add("activateParkingBrake(mode)", (v, a) -> v.parkingBrake(a[0]))
            .add("pressBrakePedal(pedalPosition)", (v, a) -> v.pressBrake(a[0]))
            .add("releaseBrakePedal()", (v, a) -> v.releaseBrake())
            .add("setCruiseControl(speed, activate, distanceToNextVehicle)", (v, a) -> v.cruise(a[0], a[1], a[2]))
            .add("get_current_speed()", (v, a) -> DictObject.of("currentSpeed", v.random.uniform(0.0, 120.0)))
            .add("display_log(messages)", (v, a) -> DictObject.of("log", a[0]))
            .add("estimate_drive_feasibility_by_mileage(distance)", (v, a) -> v.canDrive(a[0]))
            .add("liter_to_gallon(liter)", (v, a) -> DictObject.of("gallon", Numbers.multiply(a[0], 0.264172)))
            .add("gallon_to_liter(gallon)", (v, a) -> DictObject.of("liter", Numbers.multiply(a[0], 3.78541)))
            .add("estimate_distance(cityA, cityB)", (v, a) -> v.distance(a[0], a[1]))
            .add("get_zipcode_based_on_city(city)", (v, a) -> v.zipcode(a[0]))
            .add("set_navigation(destination)", (v, a) -> v.navigate(a[0]))
            .add("check_tire_pressure()", (v, a) -> v.tires())
            .add("find_nearest_tire_shop()", (v, a) -> DictObject.of("shopLocation", v.constants.table("tire_shop")));

    /** Attribute, field of the configuration, field of the default state; where they differ. */
    private static final Map<String, String[]> SOURCES = Map.of(
            "engine_state", new String[] {"engineState", "engine_state"},
            "_parkingBrakeForce", new String[] {"parkingBrakeForce", "_parkingBrakeForce"},
            "_slopeAngle", new String[] {"slopeAngle", "_slopeAngle"},
            "_brakePedalForce", new String[] {"brakePedalForce", "brakePedalForce"});

    private static final List<String> ATTRIBUTES = List.of(
            "fuelLevel",
            "batteryVoltage",
            "engine_state",
            "remainingUnlockedDoors",
            "doorStatus",
            "acTemperature",
            "fanSpeed",
            "acMode",
            "humidityLevel",
            "headLightStatus",
            "parkingBrakeStatus",
            "_parkingBrakeForce",
            "_slopeAngle",
            "brakePedalStatus",
            "_brakePedalForce",
            "distanceToNextVehicle",
            "cruiseStatus",
            "destination",
            "frontLeftTirePressure",
            "frontRightTirePressure",
            "rearLeftTirePressure",
            "rearRightTirePressure");

    private static final List<String> TIRES = ATTRIBUTES.subList(ATTRIBUTES.size() - 4, ATTRIBUTES.size());
    private static final double FULL_FORCE = 1000.0;

    private LinkedHashMap<String, Object> state = new LinkedHashMap<>();
    private PythonRandom random;

    VehicleControlApi(Constants constants, SharedObjects shared) {
        super(constants, shared);
    }

    @Override
    String name() {
        return "VehicleControlAPI";
    }

    @Override
    Map<String, Function> functions() {
        return FUNCTIONS.functions();
    }

    @Override
    void load(Value.MapValue configuration) {
        random = random(configuration);
        for (String name : ATTRIBUTES) {
            String[] source = SOURCES.getOrDefault(name, new String[] {name, name});
            state.put(name, configured(configuration, source[0], source[1]));
        }
        long locked = doors().values().stream().filter("locked"::equals).count();
        state.put("remainingUnlockedDoors", 4 - locked);
    }

    @Override
    LinkedHashMap<String, Object> attributes() {
        LinkedHashMap<String, Object> all = new LinkedHashMap<>(state);
        all.keySet().removeIf(name -> name.startsWith("_"));
        all.put("long_context", longContext);
        return all;
    }

    @Override
    Environment copy(ObjectCopies copies) {
        VehicleControlApi copy = new VehicleControlApi(constants, shared);
        copy.longContext = longContext;
        copy.random = random.copy();
        state.forEach((name, value) -> copy.state.put(name, copies.copy(value)));
        return copy;
    }

    private Object get(String name) {
        return state.get(name);
    }

    private DictObject doors() {
        return PythonObjects.dict(get("doorStatus"), "keys");
    }

    private Object limit(String name) {
        return constants.module("VehicleControlAPI", name);
    }

    private static boolean within(Object low, Object value, Object high) {
        return Numbers.lessOrEqual(low, value) && Numbers.lessOrEqual(value, high);
    }

    private Object startEngine(Object mode) {
        if ("STOP".equals(mode)) {
            state.put("engine_state", "stopped");
        }
        if (Numbers.greater(get("remainingUnlockedDoors"), 0L)) {
            ListObject unlocked = new ListObject();
            DictObject doors = doors();
            doors.entries().forEach(e -> {
                if ("unlocked".equals(e.getValue())) {
                    unlocked.add(doors.spelling(e.getKey()));
                }
            });
            return DictObject.error("All doors must be locked before starting the engine. Here are the unlocked doors: "
                    + Texts.joined(unlocked.items()));
        }
        if (!"pressed".equals(get("brakePedalStatus"))) {
            return DictObject.error("Brake pedal needs to be pressed when starting the engine.");
        }
        if (!PythonObjects.equal(get("_brakePedalForce"), FULL_FORCE)) {
            return DictObject.error("Must press the brake fully before starting the engine.");
        }
        if (Numbers.less(get("fuelLevel"), limit("MIN_FUEL_LEVEL"))) {
            return DictObject.error("Fuel tank is empty.");
        }
        if (!"START".equals(mode)) {
            return DictObject.error("Invalid ignition mode.");
        }
        state.put("engine_state", "running");
        return DictObject.of(
                "engineState", "running", "fuelLevel", get("fuelLevel"), "batteryVoltage", get("batteryVoltage"));
    }

    private Object fillFuelTank(Object amount) {
        if (Numbers.less(amount, 0L)) {
            return DictObject.error("Fuel amount cannot be negative.");
        }
        Object level = Numbers.add(get("fuelLevel"), amount);
        if (Numbers.greater(level, limit("MAX_FUEL_LEVEL"))) {
            return DictObject.error("Cannot fill gas above the tank capacity.");
        }
        if (Numbers.less(level, limit("MIN_FUEL_LEVEL"))) {
            return DictObject.error("Fuel tank is empty. Min fuel level is 0 gallons.");
        }
        state.put("fuelLevel", level);
        return DictObject.of("fuelLevel", level);
    }

    private Object lockDoors(boolean unlock, Object which) {
        String wanted = unlock ? "unlocked" : "locked";
        for (Object door : PythonObjects.items(which)) {
            if (!wanted.equals(doors().at(door))) {
                doors().put(door, wanted);
                state.put("remainingUnlockedDoors", Numbers.add(get("remainingUnlockedDoors"), unlock ? 1L : -1L));
            }
        }
        return DictObject.of("lockStatus", wanted, "remainingUnlockedDoors", get("remainingUnlockedDoors"));
    }

    private Object adjustClimate(Object temperature, Object unit, Object fanSpeed, Object mode) {
        if (!within(0L, fanSpeed, 100L)) {
            return DictObject.error("Fan speed must be between 0 and 100.");
        }
        state.put("acTemperature", temperature);
        if ("fahrenheit".equals(unit)) {
            Object celsius = Numbers.divide(Numbers.multiply(Numbers.subtract(temperature, 32L), 5L), 9L);
            state.put("acTemperature", celsius);
        }
        state.put("fanSpeed", fanSpeed);
        state.put("acMode", mode);
        return DictObject.of(
                "currentACTemperature", temperature, "climateMode", mode, "humidityLevel", get("humidityLevel"));
    }

    private Object outsideTemperature() {
        double temperature = random.uniform(-10.0, 40.0);
        DictObject weather =
                longContext ? ((DictObject) constants.extension("LONG_WEATHER_EXTENSION")).copy() : new DictObject();
        weather.put("outsideTemperature", temperature);
        return weather;
    }

    private Object setHeadlights(Object mode) {
        if (!"on".equals(mode) && !"off".equals(mode) && !"auto".equals(mode)) {
            return DictObject.error("Invalid headlight mode.");
        }
        state.put("headLightStatus", "on".equals(mode) ? "on" : "off");
        return DictObject.of("headlightStatus", get("headLightStatus"));
    }

    private Object status(Object option) {
        DictObject status = new DictObject();
        if (longContext) {
            status.put("metadata", constants.extension("CAR_STATUS_METADATA_EXTENSION"));
        }
        String[] shown = shown(option);
        for (int i = 0; i < shown.length; i += 2) {
            status.put(shown[i], get(shown[i + 1]));
        }
        if (shown.length == 0) {
            status.put("error", "Invalid option");
        }
        return status;
    }

    /** Field and attribute in turn. */
    private static String[] shown(Object option) {
        return switch (option instanceof String s ? s : "") {
            case "fuel" -> new String[] {"fuelLevel", "fuelLevel"};
            case "battery" -> new String[] {"batteryVoltage", "batteryVoltage"};
            case "doors" -> new String[] {"doorStatus", "doorStatus"};
            case "climate" ->
                new String[] {
                    "currentACTemperature", "acTemperature", "fanSpeed", "fanSpeed",
                    "climateMode", "acMode", "humidityLevel", "humidityLevel"
                };
            case "headlights" -> new String[] {"headlightStatus", "headLightStatus"};
            case "parkingBrake" ->
                new String[] {
                    "parkingBrakeStatus",
                    "parkingBrakeStatus",
                    "parkingBrakeForce",
                    "_parkingBrakeForce",
                    "slopeAngle",
                    "_slopeAngle"
                };
            case "brakePedal" ->
                new String[] {"brakePedalStatus", "brakePedalStatus", "brakePedalForce", "_brakePedalForce"};
            case "engine" -> new String[] {"engineState", "engine_state"};
            default -> new String[0];
        };
    }

    private Object parkingBrake(Object mode) {
        boolean engage = "engage".equals(mode);
        if (!engage && !"release".equals(mode)) {
            return DictObject.error("Invalid mode");
        }
        state.put("parkingBrakeStatus", engage ? "engaged" : "released");
        state.put("_parkingBrakeForce", engage ? 500.0 : 0.0);
        state.put("_slopeAngle", 10.0);
        DictObject result = new DictObject();
        if (longContext) {
            result.put("parkingBrakeInstruction", constants.extension("PARKING_BRAKE_INSTRUCTION"));
        }
        List.of("parkingBrakeStatus", "_parkingBrakeForce", "_slopeAngle").forEach(n -> result.put(n, get(n)));
        return result;
    }

    private Object pressBrake(Object position) {
        if (!within(0L, position, 1L)) {
            return DictObject.error("Pedal position must be between 0 and 1.");
        }
        if (PythonObjects.equal(position, 0L)) {
            return releaseBrake();
        }
        Object force = Numbers.multiply(position, 1000L);
        state.put("brakePedalStatus", "pressed");
        state.put("_brakePedalForce", force);
        return DictObject.of("brakePedalStatus", "pressed", "brakePedalForce", Numbers.toReal(force));
    }

    private Object releaseBrake() {
        state.put("brakePedalStatus", "released");
        state.put("_brakePedalForce", 0.0);
        return DictObject.of("brakePedalStatus", "released", "brakePedalForce", 0.0);
    }

    private Object cruise(Object givenSpeed, Object activate, Object givenDistance) {
        double distance = Numbers.toReal(givenDistance);
        double speed = Numbers.toReal(givenSpeed);
        if ("stopped".equals(get("engine_state"))) {
            return DictObject.error("Start the engine before activating the cruise control.");
        }
        boolean active = PythonObjects.truth(activate);
        state.put("distanceToNextVehicle", distance);
        if (active && (speed < 0 || speed > 120 || speed % 5 != 0)) {
            return DictObject.error("Invalid speed");
        }
        state.put("cruiseStatus", active ? "active" : "inactive");
        return DictObject.of(
                "cruiseStatus", get("cruiseStatus"), "currentSpeed", speed, "distanceToNextVehicle", distance);
    }

    private Object canDrive(Object distance) {
        Object range = Numbers.multiply(get("fuelLevel"), limit("MILE_PER_GALLON"));
        return DictObject.of("canDrive", !Numbers.less(range, distance));
    }

    private Object distance(Object a, Object b) {
        DictObject result = DictObject.error("distance not found in database.");
        for (Object row : constants.list("zip_distance")) {
            ListObject r = (ListObject) row;
            if (r.get(0).equals(a) && r.get(1).equals(b)
                    || r.get(0).equals(b) && r.get(1).equals(a)) {
                result = DictObject.of("distance", r.get(2));
            }
        }
        if (longContext) {
            result.put("intermediaryCities", constants.extension("INTERMEDIARY_CITIES"));
        }
        return result;
    }

    private Object zipcode(Object city) {
        Object known = city instanceof String ? constants.map("city_zipcode").get(city) : null;
        return DictObject.of("zipcode", known != null ? known : constants.table("city_zipcode_default"));
    }

    private Object navigate(Object destination) {
        state.put("destination", destination);
        return DictObject.of("status", Numbers.add("Navigating to ", destination));
    }

    private Object tires() {
        DictObject status = new DictObject();
        Object sum = 0L;
        for (String tire : TIRES) {
            status.put(tire, get(tire));
            sum = tire.equals(TIRES.get(0)) ? get(tire) : Numbers.add(sum, get(tire));
        }
        status.put("healthy_tire_pressure", within(30L, Numbers.divide(sum, 4L), 35L));
        status.put("car_info", longContext ? constants.extension("CAR_STATUS_METADATA_EXTENSION") : new DictObject());
        return status;
    }
}
