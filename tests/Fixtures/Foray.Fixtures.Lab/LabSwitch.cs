namespace Foray.Fixtures.Lab;

/// <summary>Files with which a test tells the plugins how to behave.</summary>
internal static class LabSwitch
{
    public static bool IsOn(string experimentFolder, string name) => File.Exists(Path.Combine(experimentFolder, "lab", name));
}
