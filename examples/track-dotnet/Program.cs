using System.Globalization;
using Foray.Collectors.Computers;
using Foray.Integrations.Meters;
using Foray.Tracking.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using TrackDotnet;

// Fits a line to noisy points by gradient descent, and tracks how it gets better, and what it costs:
//   dotnet run -c Release -- [learning rate] [store] [steps]
var rate = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 0.1;
var location = args.Length > 1 ? args[1] : "runs";
var steps = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1000;

await using var tracker = await Tracker.OpenAsync(location);
using (var run = tracker.Start("line"))
{
    run.Param("rate", rate.ToString(CultureInfo.InvariantCulture));
    run.Collect(new SystemCollector(new SystemCollectorOptions { IncludeProcesses = true }, TimeProvider.System), TimeSpan.FromSeconds(1));
    run.Listen(new MetersIntegration(new MetersIntegrationOptions { Meters = ["Line"], Interval = TimeSpan.FromSeconds(1) }, TimeProvider.System, NullLogger.Instance));
    var loss = run.Metric("loss");
    var line = new Line();
    for (var step = 0; step < steps; step++)
        loss.Log(line.Improve(rate));
    run.Tag("slope", line.Slope.ToString("0.000", CultureInfo.InvariantCulture));
}

await tracker.StopAsync();
await RunTable.PrintAsync(location, "line");
