namespace Foray.Stations.Programs.Keeping;

/// <summary>Phases as the store writes them.</summary>
internal static class PhaseName
{
    public static string Of(ProgramPhase phase) => phase switch
    {
        ProgramPhase.Running => "running",
        ProgramPhase.Prepared => "prepared",
        _ => "received",
    };

    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is none (FORAY295).</exception>
    public static ProgramPhase Read(string name) => name switch
    {
        "running" => ProgramPhase.Running,
        "prepared" => ProgramPhase.Prepared,
        "received" => ProgramPhase.Received,
        _ => throw KeepingErrors.Damaged("a kept program", $"'{name}' is no phase"),
    };
}
