using System.Collections.Concurrent;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Testing.Jobs;

/// <summary>What a runner gets for one test. Disposing it removes its folder, and not its machine.</summary>
public sealed class FakeTestContext(IMachine machine) : ITestContext, IDisposable
{
    /// <inheritdoc/>
    public string Id { get; init; } = "test-1";

    /// <inheritdoc/>
    public IMachine Machine => machine;

    /// <inheritdoc/>
    public string Folder { get; } = Directory.CreateTempSubdirectory("foray-test-").FullName;

    /// <inheritdoc/>
    public string WorkingFolder { get; init; } = Directory.GetCurrentDirectory();

    /// <inheritdoc/>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the plugin told of its progress.</summary>
    public ConcurrentQueue<string> Reports { get; } = new();

    /// <summary>What the plugin logged.</summary>
    public RecordingLogger Log { get; } = new();

    /// <inheritdoc/>
    public ILogger Logger => Log;

    /// <inheritdoc/>
    public void Report(string message) => Reports.Enqueue(message);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
