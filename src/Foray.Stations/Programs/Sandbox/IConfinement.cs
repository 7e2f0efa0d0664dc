using Foray.Sdk.Programs;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>A way to hold a worker.</summary>
internal interface IConfinement
{
    /// <summary>What it holds and what not, as one line for people.</summary>
    string Tier { get; }

    /// <summary>The command that starts a worker held by it: its path, and its arguments. The command's first line of output is its process id; then it becomes the worker.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="limits">What the system itself is to hold it to.</param>
    IReadOnlyList<string> Confine(RuntimeWorker worker, ProgramLimits limits);
}
