namespace Foray.Stations.Programs.Sandbox;

/// <summary>A process that runs one program, inside of the sandbox that could be had. Disposing it ends it with everything that it started.</summary>
internal interface IWorkerProcess : IAsyncDisposable
{
    /// <summary>What the station writes to it: lines of JSON, see the bastion protocol.</summary>
    Stream Input { get; }

    /// <summary>What it writes to the station.</summary>
    Stream Output { get; }

    /// <summary>The last 64 KiB that it wrote to standard error: what an interpreter says that could not start.</summary>
    string Error { get; }

    /// <summary>How it ended, once it has.</summary>
    Task<WorkerEnd> End { get; }
}
