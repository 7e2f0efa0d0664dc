using Foray.Tracking.Tests.Routing;
using Foray.Tracking.Tests.Spool;
using Foray.Tracking.Tests.Store;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [OtherProcess.LogRole, var folder, var threads, var slots] => LoggingProcess.Run(folder, int.Parse(threads), int.Parse(slots)),
    [OtherProcess.ReadRole, var spool] => await ReadingProcess.RunAsync(spool),
    [TrackingProcess.Role, var store, var run, var points] => await TrackingProcess.RunAsync(store, run, points),
    [StoreProcess.WriteRole, var location, var origin, var batches] => await StoreProcess.WriteAsync(location, origin, batches),
    [StoreProcess.ReadRole, var location] => await StoreProcess.ReadAsync(location),
    _ => await ConsoleRunner.Run(args),
};
