using Foray.Tracking.Tests.Store;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [StoreProcess.WriteRole, var location, var origin, var batches] => await StoreProcess.WriteAsync(location, origin, batches),
    [StoreProcess.ReadRole, var location] => await StoreProcess.ReadAsync(location),
    _ => await ConsoleRunner.Run(args),
};
