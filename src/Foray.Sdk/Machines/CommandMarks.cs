namespace Foray.Sdk.Machines;

/// <summary>Environment variables that every process of a command carries, so that it is found even after it left its group.</summary>
public static class CommandMarks
{
    /// <summary>Names the command: see <see cref="Of"/>.</summary>
    public const string Command = "FORAY_TASK";

    /// <summary>Id of the machine.</summary>
    public const string Machine = "FORAY_MACHINE_ID";

    /// <summary>The value of <see cref="Command"/>.</summary>
    public static string Of(string machineId, string commandId) => $"{machineId}/{commandId}";
}
