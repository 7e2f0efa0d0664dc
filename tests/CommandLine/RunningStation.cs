namespace Foray.CommandLine;

/// <summary>A station as <c>foray station start</c> runs it, with its data in the test's folder.</summary>
internal sealed class RunningStation : IAsyncDisposable
{
    private readonly RunningCommand _command;
    private readonly TestFolder _folder;

    private RunningStation(RunningCommand command, TestFolder folder, string name, string url) => (_command, _folder, Name, Url) = (command, folder, name, url);

    public string Name { get; }

    /// <summary>Where clients reach it.</summary>
    public string Url { get; }

    public int Pid => _command.Pid;

    /// <summary>Its folder of data.</summary>
    public string Data => _folder.Of("data", "stations", Name);

    /// <summary>Starts one, and waits until it takes requests.</summary>
    /// <param name="folder">Folder of the test.</param>
    /// <param name="name">Name of the station.</param>
    /// <param name="arguments">More of the command line; without a port, a free one is taken.</param>
    public static Task<RunningStation> StartAsync(TestFolder folder, string name, params string[] arguments) => StartAsync(folder, name, new Dictionary<string, string?>(), arguments);

    /// <summary>Starts one with variables of its own.</summary>
    public static async Task<RunningStation> StartAsync(TestFolder folder, string name, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var variables = new Dictionary<string, string?>(folder.Environment) { ["FORAY_DATA"] = folder.Of("data") };
        foreach (var (key, value) in environment)
            variables[key] = value;
        string[] port = arguments.Contains("--port") ? [] : ["--port", "0"];
        var command = ForayProgram.Start(ForayProgram.Path, folder.Path, variables, ["station", "start", "--name", name, .. port, .. arguments]);
        var said = await command.SaysAsync(" until Ctrl-C");
        var url = said.Split(' ', '\n').Last(word => word.StartsWith("http://", StringComparison.Ordinal));
        return new RunningStation(command, folder, name, url);
    }

    /// <summary>A command with this station as its own.</summary>
    public Task<CommandResult> ForayAsync(params string[] arguments) =>
        ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, new Dictionary<string, string?>(_folder.Environment) { ["FORAY_STATION"] = Url }, arguments);

    /// <summary>A command with this station as its own, that runs on.</summary>
    public RunningCommand Start(params string[] arguments) =>
        ForayProgram.Start(ForayProgram.Path, _folder.Path, new Dictionary<string, string?>(_folder.Environment) { ["FORAY_STATION"] = Url }, arguments);

    /// <summary>What it has said, once it has said this.</summary>
    public Task<string> SaysAsync(string part) => _command.SaysAsync(part);

    /// <summary>Kills it as <c>kill -9</c> does, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _command.Kill();
        await _command.ExitedAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stops it as Ctrl-C does.</summary>
    public Task<CommandResult> StopAsync()
    {
        _command.Signal("INT");
        return _command.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_command.HasExited)
        {
            _command.Signal("TERM");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _command.ExitedAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _command.Kill();
            }
        }

        _command.Dispose();
    }
}
