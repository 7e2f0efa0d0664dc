namespace Foray.Stations.Programs;

/// <summary>What a program may use at one station.</summary>
internal sealed record ProgramLimits
{
    /// <summary>Memory of its worker in bytes. Default: 256 MiB.</summary>
    public long Memory { get; init; } = 256L << 20;

    /// <summary>Processor time of its worker between its arrival and its leaving. Default: 60 s.</summary>
    public TimeSpan Cpu { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between its arrival and its leaving. Default: one hour.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes of all files in its suitcase. Default: 32 MiB.</summary>
    public long Suitcase { get; init; } = 32L << 20;

    /// <summary>Bytes that it may print at one station. Default: 1 MiB.</summary>
    public long Output { get; init; } = 1L << 20;
}
