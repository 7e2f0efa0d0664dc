using System.Globalization;
using Foray.Integrations.Logs;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Integrations.Tests;

#pragma warning disable CA1848, CA1873, CA2254 // Programs log as they like.
public sealed class LoggingIntegrationTests : IDisposable
{
    private readonly FakeHost _host = new();
    private readonly RecordingMetricSink _sink = new();
    private readonly ILoggerFactory _factory = LoggerFactory.Create(logging => logging.AddEventSourceLogger());

    [Fact]
    public void A_named_number_becomes_a_metric_and_nothing_else_does()
    {
        using var listening = Attach(new { Values = new Dictionary<string, string> { ["TestLoss"] = "loss" } });
        _factory.CreateLogger("Training").LogInformation("epoch {Epoch}: {TestLoss} as {User}", 3, 0.25, "alice");

        var metric = Assert.Single(_sink.Metrics);
        Assert.Equal(("loss", 0.25, "Training", "logging"), (metric.Name, metric.Number!.Value, metric.Tags["category"], metric.Source));
    }

    [Fact]
    public void Numbers_of_all_sizes_arrive_as_they_are()
    {
        using var listening = Attach(new { Values = new Dictionary<string, string> { ["TestValue"] = "value" } });
        var logger = _factory.CreateLogger("Training");
        object[] values = [0.1, 1e-300, double.NaN, double.PositiveInfinity, -5, 123456789012345L, 0.5f, 1.25m, "7.5"];
        foreach (var value in values)
            logger.LogInformation("{TestValue}", value);

        Assert.Equal([0.1, 1e-300, double.NaN, double.PositiveInfinity, -5, 123456789012345, 0.5, 1.25, 7.5], _sink.Metrics.Select(metric => metric.Number!.Value));
    }

    [Fact]
    public void What_is_no_number_is_left_out()
    {
        using var listening = Attach(new { Values = new Dictionary<string, string> { ["TestWord"] = "word" } });
        _factory.CreateLogger("Training").LogInformation("{TestWord}", "hello");
        _factory.CreateLogger("Training").LogInformation("{TestWord}", [null]);

        Assert.Empty(_sink.Metrics);
    }

    [Fact]
    public void A_number_is_read_in_the_culture_in_which_it_was_written()
    {
        using var listening = Attach(new { Values = new Dictionary<string, string> { ["TestComma"] = "comma" } });
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
        try
        {
            _factory.CreateLogger("Training").LogInformation("{TestComma}", 0.5);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(0.5, Assert.Single(_sink.Metrics).Number);
    }

    [Fact]
    public void Templates_and_categories_narrow_it_down()
    {
        using var listening = Attach(new
        {
            Values = new Dictionary<string, string> { ["TestScore"] = "score" },
            Templates = new[] { "score {TestScore}" },
            Categories = new[] { "Lab.*", "Other" },
        });
        foreach (var category in (IEnumerable<string>)["Lab.Training", "Other", "Otherwise", "Home"])
        {
            _factory.CreateLogger(category).LogInformation("score {TestScore}", 1);
            _factory.CreateLogger(category).LogInformation("another score {TestScore}", 2);
        }

        Assert.Equal(["Lab.Training", "Other"], _sink.Metrics.Select(metric => metric.Tags["category"]));
        Assert.All(_sink.Metrics, metric => Assert.Equal(1, metric.Number));
    }

    [Fact]
    public void Messages_for_debugging_are_not_heard()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddEventSourceLogger().SetMinimumLevel(LogLevel.Trace));
        using var listening = Attach(new { Values = new Dictionary<string, string> { ["TestDetail"] = "detail" } });
        factory.CreateLogger("Training").LogDebug("{TestDetail}", 1);

        Assert.Empty(_sink.Metrics);
    }

    public void Dispose()
    {
        _factory.Dispose();
        _host.Dispose();
    }

    private IDisposable Attach(object options) => PluginUnderTest.Create<LoggingIntegration>(options, _host).Attach(_sink);
}
