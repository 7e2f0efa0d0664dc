namespace Foray.Stations.Programs.Sandbox;

/// <summary>How workers are kept ready and watched.</summary>
internal sealed record WorkerPoolOptions
{
    /// <summary>Workers that wait for a program, for each runtime that was used once. Default: 1.</summary>
    public int Waiting { get; init; } = 1;

    /// <summary>The limits that workers that wait are made for. A program with other memory or more processor time gets a fresh one. Default: those of a program that names none.</summary>
    public ProgramLimits UsualLimits { get; init; } = new();

    /// <summary>How long a worker may take to be ready. Default: 30 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the use of a worker is looked at. Default: 50 ms.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromMilliseconds(50);
}
