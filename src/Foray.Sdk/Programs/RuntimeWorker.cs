namespace Foray.Sdk.Programs;

/// <summary>The process that runs one program. It is started in the program's folder, and speaks the bastion protocol on its standard streams.</summary>
/// <param name="Program">Absolute path of the executable.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record RuntimeWorker(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Environment variables; the process gets these and no others, and nothing of the host's own is among them. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Absolute paths that the process may read besides its program's folder. Default: none.</summary>
    public IReadOnlyList<string> ReadablePaths { get; init; } = [];

    /// <summary>
    /// Whether its address space may be limited to a small multiple of the program's memory. False for an interpreter that reserves far more than it uses, as .NET and V8 do;
    /// it has to keep to the amount of bytes in <c>FORAY_PROGRAM_MEMORY</c> by its own means then. Default: true.
    /// </summary>
    public bool LimitsAddressSpace { get; init; } = true;
}
