using System.Diagnostics;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.EndToEnd.Tests.Tracking;

/// <summary><c>foray serve</c> over the store <c>copy</c> of a folder.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ITrackingStore _store;

    private RunningServer(Process process, ITrackingStore store, string url) => (_process, _store, Url) = (process, store, url);

    public string Url { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RunningServer> StartAsync(TestFolder folder, string tokenFile)
    {
        var start = new ProcessStartInfo(ForayProgram.Path, ["serve", "--store", folder.Of("copy"), "--port", "0", "--token-file", tokenFile]) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(Token) ?? throw new InvalidOperationException("the server did not start");
        return new RunningServer(process, await TrackingStores.OpenExistingAsync(folder.Of("copy"), Token), line.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal)));
    }

    /// <summary>Waits until it has the points of a part of a series.</summary>
    public async Task HasRunAsync()
    {
        while (true)
        {
            if ((await _store.Runs.SearchAsync(new RunSearch(), Token)).Runs is [var run, ..] && (await _store.Points.FindAsync([run.Id], null, Token)).Count > 0)
                return;
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        await _store.DisposeAsync();
    }
}
