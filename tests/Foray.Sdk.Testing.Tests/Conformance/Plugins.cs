using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Tests.Conformance;

internal sealed record GoodOptions
{
    public int Size { get; init; } = 1;

    public IReadOnlyList<PartOptions> Parts { get; init; } = [];
}

internal sealed record PartOptions
{
    public string Name { get; init; } = "";
}

internal sealed record UnlistedOptions
{
    public int Size { get; init; }
}

internal abstract class Collector : ICollector
{
    public ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

internal sealed class GoodPlugin(GoodOptions options) : Collector
{
    public GoodOptions Options => options;
}

internal sealed class WrongKindPlugin : Collector;

internal sealed class NoFactoryPlugin : Collector;

internal sealed class UnlistedOptionPlugin : Collector;

internal sealed class NoDefaultPlugin : Collector;

internal sealed class OtherPlugin : Collector;

internal sealed class UnknownPlugin : Collector;

internal sealed class WritingPlugin : Collector
{
    /// <summary>Where it writes.</summary>
    public static readonly string Folder = Path.Combine(Path.GetTempPath(), $"foray-writing-{Environment.ProcessId}");

    public WritingPlugin() => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Folder).FullName, Guid.NewGuid().ToString()), "x");
}

internal sealed class ChattingPlugin : Collector
{
    public ChattingPlugin() => Console.WriteLine("hello");
}

internal sealed class ThrowingPlugin : Collector
{
    public ThrowingPlugin() => throw new InvalidOperationException("no");
}
