using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Foray.Backends.Influx;
using Foray.Backends.Jsonl;
using Foray.Backends.MLflow;
using Foray.Backends.Otlp;
using Foray.Backends.Prometheus;
using Foray.Backends.Tests.Http;
using Foray.Backends.Tests.Influx;
using Foray.Backends.Tests.MLflow;
using Foray.Backends.Tests.TensorBoard;
using Foray.Backends.TensorBoard;
using Foray.Backends.Terminal;
using Foray.Sdk.Plugins;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests;

/// <summary>What every backend promises, for each of them.</summary>
public sealed partial class Contract
{
    /// <summary>Reads back what an instance has delivered.</summary>
    private static readonly ConcurrentDictionary<IBackend, Func<IReadOnlyList<Metric>>> Targets = new();

    private static readonly Dictionary<string, IReadOnlyList<ConformanceCheck>> Suites = new()
    {
        ["influxdb"] = Suite<InfluxBackend>(CreateInflux),
        ["tensorboard"] = WithLifecycle<TensorBoardBackend>(host =>
            Target(PluginUnderTest.Create<TensorBoardBackend>(new { host.Folder }, host), () => ReadTensorBoard(Path.Combine(host.Folder, "run-1")))),
        ["jsonl"] = WithLifecycle<JsonlBackend>(host => CreateJsonl(host, Path.Combine(host.Folder, "metrics.jsonl"))),
        ["console"] = WithLifecycle<ConsoleBackend>(host =>
            Target(PluginUnderTest.Create<ConsoleBackend>(null, host), () => [.. host.Console.Lines.Select(line => Line().Match(line)).Where(line => line.Success).Select(line => ReadLine(line))])),
        ["prometheus"] = WithLifecycle<PrometheusBackend>(host => PluginUnderTest.Create<PrometheusBackend>(new { port = 0 }, host)),
        ["otlp"] = Suite<OtlpBackend>(host => PluginUnderTest.Create<OtlpBackend>(new { new StandInServer(_ => StandInAnswer.Ok).Url }, host)),
        ["mlflow"] = Suite<MLflowBackend>(CreateMLflow),
    };

    public static TheoryData<string, string> Checks
    {
        get
        {
            var checks = new TheoryData<string, string>();
            foreach (var (plugin, suite) in Suites)
                foreach (var name in ConformanceSuite.Names(suite))
                    checks.Add(plugin, name);
            return checks;
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string plugin, string check) => ConformanceSuite.RunAsync(Suites[plugin], check, TestContext.Current.CancellationToken);

    private static IReadOnlyList<ConformanceCheck> Suite<T>(Func<FakeHost, IBackend> create) =>
    [
        .. BackendConformance.Checks(new BackendSubject(create)
        {
            ReadBackAsync = typeof(T) == typeof(PrometheusBackend) || typeof(T) == typeof(OtlpBackend) ? null : (backend, _) => Task.FromResult(Targets[backend]()),
        }),
        .. PluginConformance.Checks(new PluginSubject(typeof(T))),
    ];

    private static IReadOnlyList<ConformanceCheck> WithLifecycle<T>(Func<FakeHost, IBackend> create) =>
    [
        .. Suite<T>(create),
        .. LifecycleConformance.Checks(new LifecycleSubject(host => (IPluginLifecycle)create(host))
        {
            ProbeAsync = (backend, token) => ((IBackend)backend).WriteAsync([Some.Scalar("loss", 1)], token),
        }).Select(check => check.Name.StartsWith("Two instances", StringComparison.Ordinal) ? new ConformanceCheck($"Started: {check.Name}", check.RunAsync) : check),
    ];

    private static T Target<T>(T backend, Func<IReadOnlyList<Metric>> read)
        where T : IBackend
    {
        Targets[backend] = read;
        return backend;
    }

    private static InfluxBackend CreateInflux(FakeHost host)
    {
        var server = new StandInServer(_ => new StandInAnswer(204, ""));
        return Target(PluginUnderTest.Create<InfluxBackend>(new { server.Url }, host), () =>
        {
            var points = new OrderedDictionary<string, LinePoint>();
            foreach (var point in server.Requests.SelectMany(request => LinePoint.ParseAll(request.Text)))
                points[point.Identity] = point;
            return [.. points.Values.Select(point => Some.Scalar(point.Measurement, (double)point.Fields["value"], (long)point.Fields["step"]))];
        });
    }

    private static JsonlBackend CreateJsonl(FakeHost host, string path) => Target(PluginUnderTest.Create<JsonlBackend>(new { path }, host), () =>
    [
        .. File.ReadLines(path).Skip(1).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => Some.Scalar(line.GetProperty("name").GetString()!, line.GetProperty("number").GetDouble(), line.GetProperty("step").GetInt64())),
    ]);

    private static MLflowBackend CreateMLflow(FakeHost host)
    {
        var server = new MLflowStandIn();
        return Target(PluginUnderTest.Create<MLflowBackend>(new { server.Url }, host), () =>
            [.. server.Runs.SelectMany(run => run.Metrics).Select(metric => Some.Scalar(metric.Key, metric.Value, metric.Step))]);
    }

    private static IReadOnlyList<Metric> ReadTensorBoard(string folder) =>
    [
        .. Directory.GetFiles(folder).Order(StringComparer.Ordinal).SelectMany(TensorBoardEvent.ReadValues)
            .Select(value => Some.Scalar(value.Value.Text(1), value.Value.Float(2), value.Step)),
    ];

    private static Metric ReadLine(Match line) =>
        Some.Scalar(line.Groups[1].Value, double.Parse(line.Groups[3].ValueSpan, CultureInfo.InvariantCulture), long.Parse(line.Groups[2].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^Sample run: (.+) \[(\d+)\] = (.+)$")]
    private static partial Regex Line();
}
