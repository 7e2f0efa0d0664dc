using System.Text;
using Foray.Storage;
using Foray.Storage.Logs;
using Foray.Storage.Tests;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [OtherProcess.AppendRole, var path] => Append(path),
    [OtherProcess.AppendToLogRole, var path] => AppendToLog(path),
    [OtherProcess.LockRole, var path] => Lock(path),
    [OtherProcess.ReplaceRole, var path] => await ReplaceAsync(path),
    _ => await ConsoleRunner.Run(args),
};

// Tells each number once its record has been appended, until it is killed.
static int Append(string path)
{
    using var journal = Journal.Open(path);
    for (var number = 0; ; number++)
    {
        journal.Append(Encoding.ASCII.GetBytes($"{{\"number\":{number}}}"), Durability.Process);
        Console.WriteLine(number);
    }
}

// Tells each entry's number once it has been appended, until it is killed. Its small segments are dropped all the time.
static int AppendToLog(string path)
{
    using var log = SequencedLog.Open(path, new SequencedLogOptions { MostBytes = 32 * 1024 });
    while (true)
        Console.WriteLine(log.Append(Encoding.ASCII.GetBytes($"entry {log.Last + 1}")));
}

// Holds the lock until its input ends.
static int Lock(string path)
{
    using var held = StateLock.TryAcquire(path, out var holder);
    Console.WriteLine(held is null ? $"taken by {holder}" : "held");
    Console.In.ReadToEnd();
    return 0;
}

// Is in the midst of writing a file until its input ends.
static async Task<int> ReplaceAsync(string path)
{
    await AtomicFile.WriteAsync(path, async (stream, token) =>
    {
        await stream.WriteAsync("new"u8.ToArray(), token);
        Console.WriteLine("writing");
        await Console.In.ReadToEndAsync(token);
    });
    return 0;
}
