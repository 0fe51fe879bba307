namespace HealthRecord.Importers.Gatt;

/// <summary>Where on the body a temperature was taken, by the number of the Bluetooth SIG (Health Thermometer Service 1.0, section 3.2).</summary>
public enum GattSite
{
    Armpit = 1,

    /// <summary>The body in general: the device does not tell where.</summary>
    Body,
    Ear,
    Finger,
    Gut,
    Mouth,
    Rectum,
    Toe,
    Eardrum,
}
