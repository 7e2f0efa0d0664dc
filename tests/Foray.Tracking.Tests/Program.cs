using Foray.Tracking.Tests.Spool;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [OtherProcess.LogRole, var folder, var threads, var slots] => LoggingProcess.Run(folder, int.Parse(threads), int.Parse(slots)),
    [OtherProcess.ReadRole, var spool] => await ReadingProcess.RunAsync(spool),
    _ => await ConsoleRunner.Run(args),
};
