package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.util.List;
import java.util.Map;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonObjects;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/** The official {@code VehicleControlAPI}: a car. Its attributes are kept by their official names. */
final class VehicleControlApi extends Environment {
    private static final String ATTRIBUTES = "fuelLevel batteryVoltage engine_state remainingUnlockedDoors doorStatus"
            + " acTemperature fanSpeed acMode humidityLevel headLightStatus parkingBrakeStatus _parkingBrakeForce"
            + " _slopeAngle brakePedalStatus _brakePedalForce distanceToNextVehicle cruiseStatus destination"
            + " frontLeftTirePressure frontRightTirePressure rearLeftTirePressure rearRightTirePressure long_context";

    static final SimulatedFunction.Table<VehicleControlApi> FUNCTIONS = new SimulatedFunction.Table<VehicleControlApi>(
                    "VehicleControlAPI", ATTRIBUTES)
            .add("startEngine", (v, a) -> v.startEngine(a[0]))
            .add("fillFuelTank", (v, a) -> v.fillFuelTank(a[0]))
            .add("lockDoors", (v, a) -> v.lockDoors(PythonObjects.truth(a[0]), a[1]))
            .add("adjustClimateControl", (v, a) -> v.adjustClimate(a[0], a[1], a[2], a[3]))
            .add("get_outside_temperature_from_google", (v, a) -> v.outsideTemperature())
            .add("get_outside_temperature_from_weather_com", (v, a) -> PythonDict.of("error", 404))
            .add("setHeadlights", (v, a) -> v.setHeadlights(a[0]))
            .add("displayCarStatus", (v, a) -> v.status(a[0]))
            .add("activateParkingBrake", (v, a) -> v.parkingBrake(a[0]))
            .add("pressBrakePedal", (v, a) -> v.pressBrake(a[0]))
            .add("releaseBrakePedal", (v, a) -> v.releaseBrake())
            .add("setCruiseControl", (v, a) -> v.cruise(a[0], a[1], a[2]))
            .add(
                    "get_current_speed",
                    (v, a) -> PythonDict.of("currentSpeed", v.random().uniform(0.0, 120.0)))
            .add("display_log", (v, a) -> PythonDict.of("log", a[0]))
            .add("estimate_drive_feasibility_by_mileage", (v, a) -> v.canDrive(a[0]))
            .add(
                    "liter_to_gallon",
                    (v, a) -> PythonDict.of("gallon", PythonArithmetic.binary(a[0], "*", new Value.Real(0.264172))))
            .add(
                    "gallon_to_liter",
                    (v, a) -> PythonDict.of("liter", PythonArithmetic.binary(a[0], "*", new Value.Real(3.78541))))
            .add("estimate_distance", (v, a) -> v.distance(a[0], a[1]))
            .add("get_zipcode_based_on_city", (v, a) -> v.zipcode(a[0]))
            .add("set_navigation", (v, a) -> v.navigate(a[0]))
            .add("check_tire_pressure", (v, a) -> v.tires())
            .add("find_nearest_tire_shop", (v, a) -> PythonDict.of("shopLocation", v.constants.table("tire_shop")));

    private static final List<String> TIRES =
            List.of("frontLeftTirePressure", "frontRightTirePressure", "rearLeftTirePressure", "rearRightTirePressure");
    /** Option → fields of the status, each with its attribute where that has another name. */
    private static final Map<String, String> SHOWN = Map.of(
            "fuel", "fuelLevel",
            "battery", "batteryVoltage",
            "doors", "doorStatus",
            "climate", "currentACTemperature:acTemperature fanSpeed climateMode:acMode humidityLevel",
            "headlights", "headlightStatus:headLightStatus",
            "parkingBrake", "parkingBrakeStatus parkingBrakeForce:_parkingBrakeForce slopeAngle:_slopeAngle",
            "brakePedal", "brakePedalStatus brakePedalForce:_brakePedalForce",
            "engine", "engineState:engine_state");

    private static final Value FULL_FORCE = new Value.Real(1000);

    @Override
    void load() {
        super.load();
        long locked =
                doors().values().stream().filter(d -> Value.is(d, "locked")).count();
        set("remainingUnlockedDoors", Value.integer(4 - locked));
    }

    /** Some attributes have other names in the configuration. */
    @Override
    Value configured(String name) {
        String field = name.equals("engine_state") ? "engineState" : name.startsWith("_") ? name.substring(1) : name;
        return configured(field, name.equals("_brakePedalForce") ? field : name);
    }

    private PythonDict doors() {
        return dict("doorStatus", "keys");
    }

    private Value limit(String name) {
        return constants.module("VehicleControlAPI", name);
    }

    private static boolean within(long low, Value value, long high) {
        return order(Value.integer(low), "<=", value) && order(value, "<=", high);
    }

    private Value startEngine(Value mode) {
        if (Value.is(mode, "STOP")) {
            set("engine_state", Value.text("stopped"));
        }
        if (order(get("remainingUnlockedDoors"), ">", 0)) {
            List<Value> unlocked = doors().keys().stream()
                    .filter(door -> Value.is(doors().at(door), "unlocked"))
                    .toList();
            return error(
                    "All doors must be locked before starting the engine. Here are the unlocked doors: %s",
                    TextMethods.joined(unlocked));
        }
        boolean pressed = Value.is(get("brakePedalStatus"), "pressed");
        refuse(!pressed, "Brake pedal needs to be pressed when starting the engine.");
        boolean fully = Value.pythonEquals(get("_brakePedalForce"), FULL_FORCE);
        refuse(!fully, "Must press the brake fully before starting the engine.");
        refuse(order(get("fuelLevel"), "<", limit("MIN_FUEL_LEVEL")), "Fuel tank is empty.");
        refuse(!Value.is(mode, "START"), "Invalid ignition mode.");
        set("engine_state", Value.text("running"));
        return PythonDict.of(
                "engineState", "running", "fuelLevel", get("fuelLevel"), "batteryVoltage", get("batteryVoltage"));
    }

    private Value fillFuelTank(Value amount) {
        refuse(order(amount, "<", 0), "Fuel amount cannot be negative.");
        Value level = PythonArithmetic.add(get("fuelLevel"), amount);
        refuse(order(level, ">", limit("MAX_FUEL_LEVEL")), "Cannot fill gas above the tank capacity.");
        refuse(order(level, "<", limit("MIN_FUEL_LEVEL")), "Fuel tank is empty. Min fuel level is 0 gallons.");
        set("fuelLevel", level);
        return PythonDict.of("fuelLevel", level);
    }

    private Value lockDoors(boolean unlock, Value which) {
        Value wanted = Value.text(unlock ? "unlocked" : "locked");
        for (Value door : PythonObjects.items(which)) {
            if (!wanted.equals(doors().at(door))) {
                doors().put(door, wanted);
                increase("remainingUnlockedDoors", unlock ? 1 : -1);
            }
        }
        return PythonDict.of("lockStatus", wanted, "remainingUnlockedDoors", get("remainingUnlockedDoors"));
    }

    private Value adjustClimate(Value temperature, Value unit, Value fanSpeed, Value mode) {
        refuse(!within(0, fanSpeed, 100), "Fan speed must be between 0 and 100.");
        set("acTemperature", temperature);
        if (Value.is(unit, "fahrenheit")) {
            Value above = PythonArithmetic.binary(temperature, "-", Value.integer(32));
            Value celsius = PythonArithmetic.binary(above, "*", Value.integer(5));
            set("acTemperature", PythonArithmetic.binary(celsius, "/", Value.integer(9)));
        }
        set("fanSpeed", fanSpeed);
        set("acMode", mode);
        return PythonDict.of(
                "currentACTemperature", temperature, "climateMode", mode, "humidityLevel", get("humidityLevel"));
    }

    private Value outsideTemperature() {
        double temperature = random().uniform(-10.0, 40.0);
        PythonDict weather =
                longContext ? PythonObjects.copy(constants.extension("LONG_WEATHER_EXTENSION")) : new PythonDict();
        weather.put("outsideTemperature", new Value.Real(temperature));
        return weather;
    }

    private Value setHeadlights(Value mode) {
        boolean known = Value.is(mode, "on") || Value.is(mode, "off") || Value.is(mode, "auto");
        refuse(!known, "Invalid headlight mode.");
        set("headLightStatus", Value.text(Value.is(mode, "on") ? "on" : "off"));
        return PythonDict.of("headlightStatus", get("headLightStatus"));
    }

    private Value status(Value option) {
        PythonDict status = new PythonDict();
        if (longContext) {
            status.put("metadata", constants.extension("CAR_STATUS_METADATA_EXTENSION"));
        }
        String shown = option instanceof Value.Text t ? SHOWN.get(t.value()) : null;
        if (shown == null) {
            status.put("error", Value.text("Invalid option"));
            return status;
        }
        for (String field : shown.split(" ")) {
            String[] names = field.split(":");
            status.put(names[0], get(names[names.length - 1]));
        }
        return status;
    }

    private Value parkingBrake(Value mode) {
        boolean engage = Value.is(mode, "engage");
        refuse(!engage && !Value.is(mode, "release"), "Invalid mode");
        set("parkingBrakeStatus", Value.text(engage ? "engaged" : "released"));
        set("_parkingBrakeForce", new Value.Real(engage ? 500 : 0));
        set("_slopeAngle", new Value.Real(10));
        PythonDict result = new PythonDict();
        if (longContext) {
            result.put("parkingBrakeInstruction", constants.extension("PARKING_BRAKE_INSTRUCTION"));
        }
        List.of("parkingBrakeStatus", "_parkingBrakeForce", "_slopeAngle").forEach(n -> result.put(n, get(n)));
        return result;
    }

    private Value pressBrake(Value position) {
        refuse(!within(0, position, 1), "Pedal position must be between 0 and 1.");
        if (Value.pythonEquals(position, Value.integer(0))) {
            return releaseBrake();
        }
        Value force = PythonArithmetic.binary(position, "*", Value.integer(1000));
        set("brakePedalStatus", Value.text("pressed"));
        set("_brakePedalForce", force);
        return PythonDict.of("brakePedalStatus", "pressed", "brakePedalForce", PythonNumbers.toReal(force));
    }

    private Value releaseBrake() {
        set("brakePedalStatus", Value.text("released"));
        set("_brakePedalForce", new Value.Real(0));
        return PythonDict.of("brakePedalStatus", "released", "brakePedalForce", 0.0);
    }

    private Value cruise(Value givenSpeed, Value activate, Value givenDistance) {
        Value distance = PythonNumbers.toReal(givenDistance);
        Value givenAsReal = PythonNumbers.toReal(givenSpeed);
        double speed = PythonArithmetic.real(givenAsReal);
        boolean stopped = Value.is(get("engine_state"), "stopped");
        refuse(stopped, "Start the engine before activating the cruise control.");
        boolean active = PythonObjects.truth(activate);
        set("distanceToNextVehicle", distance);
        refuse(active && (speed < 0 || speed > 120 || speed % 5 != 0), "Invalid speed");
        set("cruiseStatus", Value.text(active ? "active" : "inactive"));
        return PythonDict.of(
                "cruiseStatus", get("cruiseStatus"), "currentSpeed", speed, "distanceToNextVehicle", distance);
    }

    private Value canDrive(Value distance) {
        Value range = PythonArithmetic.binary(get("fuelLevel"), "*", limit("MILE_PER_GALLON"));
        return PythonDict.of("canDrive", !order(range, "<", distance));
    }

    private Value distance(Value a, Value b) {
        PythonDict result = error("distance not found in database.");
        for (Value row : constants.list("zip_distance").items()) {
            List<Value> r = PythonObjects.items(row);
            if (r.subList(0, 2).equals(List.of(a, b)) || r.subList(0, 2).equals(List.of(b, a))) {
                result = PythonDict.of("distance", r.get(2));
            }
        }
        if (longContext) {
            result.put("intermediaryCities", constants.extension("INTERMEDIARY_CITIES"));
        }
        return result;
    }

    private Value zipcode(Value city) {
        Value known = city instanceof Value.Text ? constants.map("city_zipcode").get(city) : null;
        return PythonDict.of("zipcode", known != null ? known : constants.table("city_zipcode_default"));
    }

    private Value navigate(Value destination) {
        set("destination", destination);
        return PythonDict.of("status", PythonArithmetic.add(Value.text("Navigating to "), destination));
    }

    private Value tires() {
        PythonDict status = new PythonDict();
        TIRES.forEach(tire -> status.put(tire, get(tire)));
        Value sum = status.values().stream().reduce(PythonArithmetic::add).orElseThrow();
        status.put(
                "healthy_tire_pressure", Value.of(within(30, PythonArithmetic.binary(sum, "/", Value.integer(4)), 35)));
        status.put("car_info", longContext ? constants.extension("CAR_STATUS_METADATA_EXTENSION") : new PythonDict());
        return status;
    }
}
