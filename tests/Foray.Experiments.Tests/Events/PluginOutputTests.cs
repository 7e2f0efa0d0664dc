using Foray.Experiments.Events;
using Foray.Experiments.Secrets;
using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Tests.Events;

public sealed class PluginOutputTests : IRunObserver
{
    private readonly List<LogLine> _seen = [];

    void IRunObserver.On(RunEvent happened) => _seen.Add((LogLine)happened);

    [Fact]
    public void What_plugins_say_while_work_runs_is_masked_and_kept_in_its_log()
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "log");
        var output = new PluginOutput(this);
        using (var events = new EventStream(this, TimeProvider.System))
        {
            events.MaskWith(new SecretMask(["hunter22"]));
            events.LogTo(log);
            output.Through(events);
            Say(output);
        }

        Assert.Equal(["plugin: it is ***", "software/a:b: it is ***"], _seen.Select(line => $"{line.Source}: {line.Text}"));
        Assert.DoesNotContain("hunter22", File.ReadAllText(log), StringComparison.Ordinal);
        Assert.Contains("Information software/a:b: it is ***", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Fact]
    public void What_plugins_say_outside_of_any_work_or_after_it_is_shown()
    {
        var output = new PluginOutput(this);
        Say(output);
        using (var events = new EventStream(this, TimeProvider.System))
            output.Through(events);
        Say(output);

        Assert.Equal(4, _seen.Count);
    }

    private static void Say(PluginOutput output)
    {
        output.WriteLine("it is hunter22");
        using var loggers = output.CreateLoggers();
        var logger = loggers.CreateLogger("software/a:b");
#pragma warning disable CA1848, CA2254 // as a plugin without generated messages logs
        logger.LogInformation("it is hunter22");
#pragma warning restore CA1848, CA2254
    }
}
