using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Foray.Integrations.Tests;

/// <summary>Another process with meters: this very test program, which runs nothing but the test below.</summary>
public sealed class MeteredProgram : IDisposable
{
    public const string MeterName = "Foray.Sample.Training";
    private const string Ready = "measuring";

    private readonly Process? _process;

    // For the runner of that process.
    public MeteredProgram()
    {
    }

    private MeteredProgram(Process process) => _process = process;

    public int Pid => _process!.Id;

    public static MeteredProgram Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"*.{nameof(Measures_until_its_input_ends)}", "-explicit", "only", "-noLogo", "-noColor"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var program = new MeteredProgram(Process.Start(start)!);
        while (program._process!.StandardOutput.ReadLine() is { } line && !line.Contains(Ready, StringComparison.Ordinal))
        {
        }

        return program;
    }

    internal void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            Kill();
        _process?.Dispose();
    }

    [Fact(Explicit = true)]
    public async Task Measures_until_its_input_ends()
    {
        using var meter = new Meter(MeterName);
        var (counter, gauge, histogram) = (meter.CreateCounter<int>("samples", "samples"), meter.CreateGauge<double>("loss"), meter.CreateHistogram<double>("latency", "ms"));
        meter.CreateObservableUpDownCounter("open", () => 3);
        using var timer = new Timer(_ =>
        {
            counter.Add(2, new KeyValuePair<string, object?>("phase", "train"));
            gauge.Record(0.25);
            histogram.Record(40);
        });
        timer.Change(TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        await using (var output = Console.OpenStandardOutput())
            await output.WriteAsync("measuring\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
    }
}
