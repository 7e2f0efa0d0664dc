using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>Starts workers ahead of their programs, so that a program need not wait for its interpreter. Each worker runs one program and is thrown away after it.</summary>
internal interface IWorkerPool : IAsyncDisposable
{
    /// <summary>What confines workers here, as one line for people; and what could not be had.</summary>
    string Tier { get; }

    /// <summary>A worker that has said that it is ready.</summary>
    /// <param name="runtime">Name of the runtime plugin.</param>
    /// <param name="limits">Its limits, which count from now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DiagnosticException">There is no such runtime here, or its worker does not start.</exception>
    Task<IWorkerProcess> TakeAsync(string runtime, ProgramLimits limits, CancellationToken cancellationToken);
}
