namespace Foray.Docker.Engines;

/// <summary>What tells this computer from others that use the same engine.</summary>
internal static class ThisComputer
{
    /// <summary>The system's id for the computer (machine-id(5)), and its name; only the name where it has no id.</summary>
    public static string Describe() => $"{ReadMachineId()}\n{Environment.MachineName}";

    private static string ReadMachineId()
    {
        try
        {
            return File.ReadAllText("/etc/machine-id").Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
