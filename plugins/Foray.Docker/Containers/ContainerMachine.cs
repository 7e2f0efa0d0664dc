using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Foray.Docker.Engines;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Docker.Containers;

/// <summary>A container, reached through its engine.</summary>
internal sealed class ContainerMachine : ShellMachine
{
    private const string Client = "docker";
    private const int Channels = 16;
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    // Those of BusyBox have the names and lack the options.
    private const string TryTools = "setsid -f true </dev/null && stat -c %.9Y / | grep -q '[.]' && printf x | dd bs=1 count=1 iflag=fullblock >/dev/null 2>&1";

    private readonly Engine _engine;
    private readonly ContainerRecord _record;
    private readonly IProcesses _processes;

    public ContainerMachine(MachineRecord machine, IProcesses processes)
        : base(machine, $"~/.foray/{machine.Id}", Channels)
    {
        _processes = processes;
        _record = ContainerRecord.FromJson(machine.Data);
        _engine = new Engine(_record.Engine);
    }

    /// <summary>Makes sure that the machine can be used.</summary>
    /// <param name="specification">What its container was made from.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>True where nothing had been done on the machine before.</returns>
    public async Task<bool> EnsureUsableAsync(ContainerSpecification specification, CancellationToken cancellationToken)
    {
        ShellPreparation prepared;
        try
        {
            prepared = await PrepareAsync([], cancellationToken);
        }
        catch (DiagnosticException exception) when (IsGone(exception) && specification.Command is null)
        {
            throw await LacksShellAsync(cancellationToken) ? new DiagnosticException(Missing(specification, "/bin/sh"), exception) : exception;
        }

        if (prepared.MissingTools.Count > 0)
            throw new DiagnosticException([.. prepared.MissingTools.Select(tool => Missing(specification, tool))]);
        if (prepared.IsNew && !await SucceedsAsync(TryTools, cancellationToken))
            throw new DiagnosticException(Diagnostic.Error(
                EngineFailure.MissingTool,
                $"machine '{Name}': 'setsid', 'stat' and 'dd' of image '{specification.Image}' lack options that Foray needs",
                "use an image with GNU coreutils and util-linux; on Alpine: apk add coreutils util-linux grep findutils tar"));
        return prepared.IsNew;
    }

    public override async Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken)
    {
        var missing = await FindMissingToolsAsync(PortRelay.Programs, cancellationToken);
        var command = PortRelay.CommandLine(port, missing)
            ?? throw Failure($"forward port {port.ToString(CultureInfo.InvariantCulture)}", $"its image has none of {string.Join(", ", PortRelay.Programs)}, one of which it takes");
        return new ContainerForward(token => OpenAsync(command, token));
    }

    /// <summary>Docker's own client, which knows how to hand a terminal on; null where this computer has none.</summary>
    public override Task<ProcessRequest?> FindTerminalAsync(TerminalRequest request, CancellationToken cancellationToken)
    {
        if (_processes.Find(Client) is null)
            return Task.FromResult<ProcessRequest?>(null);
        IReadOnlyList<string> terminal = request.IsInteractive ? ["-t"] : [];
        IReadOnlyList<string> user = request.User is { } name ? ["-u", name] : [];
        IReadOnlyList<string> command = request.Command is { } line ? ["-c", line] : ["-c", "command -v bash >/dev/null && exec bash -l; exec /bin/sh -l"];
        return Task.FromResult<ProcessRequest?>(new ProcessRequest(Client, ["-H", _record.Engine, "exec", "-i", .. terminal, .. user, _record.Container, "/bin/sh", .. command]));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _engine.Dispose();
    }

    protected override bool IsGone(DiagnosticException failure) => failure.Diagnostics[0].Code == EngineFailure.Gone;

    protected override Task<IPipedProcess> OpenAsync(string command, CancellationToken cancellationToken) =>
        OpenAsync(["/bin/sh", "-c", command], cancellationToken);

    private async Task<IPipedProcess> OpenAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            return await _engine.AskAsync<IPipedProcess>(
                async client =>
                {
                    var parameters = new ContainerExecCreateParameters { AttachStdin = true, AttachStdout = true, AttachStderr = true, Cmd = [.. command] };
                    var exec = await client.Exec.CreateContainerExecAsync(_record.Container, parameters, cancellationToken);
                    var stream = await client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), cancellationToken);
                    return new ExecProcess(_engine, exec.ID, stream);
                },
                Explain);
        }
        catch (DiagnosticException exception) when (exception.InnerException is DockerApiException)
        {
            throw await FindGoneAsync(cancellationToken) is { } gone ? new DiagnosticException(gone, exception) : exception;
        }
    }

    // What ran in a container ends with it: one that was started again is another one to whoever waits.
    private async Task<Diagnostic?> FindGoneAsync(CancellationToken cancellationToken)
    {
        var state = await FindStateAsync(cancellationToken);
        if (state?.Running == true)
            return null;
        var what = state is null
            ? $"container '{_record.Container}' does not exist any more"
            : $"container '{_record.Container}' has stopped with exit code {state.ExitCode.ToString(CultureInfo.InvariantCulture)}{(state.OOMKilled ? ", out of memory" : "")}";
        return Diagnostic.Error(EngineFailure.Gone, $"machine '{Name}' is gone: {what}", "what ran there has ended; 'foray up' starts the container again, or makes it anew");
    }

    private async Task<bool> LacksShellAsync(CancellationToken cancellationToken) =>
        await FindStateAsync(cancellationToken) is { Running: false, ExitCode: NotFound or NotExecutable };

    private async Task<State?> FindStateAsync(CancellationToken cancellationToken) =>
        (await _engine.FindAsync(client => client.Containers.InspectContainerAsync(_record.Container, cancellationToken), Explain))?.State;

    private async Task<bool> SucceedsAsync(string command, CancellationToken cancellationToken)
    {
        await using var process = await OpenAsync(command, cancellationToken);
        await process.Input.DisposeAsync();
        await process.Output.CopyToAsync(Stream.Null, cancellationToken);
        return await process.Exit.WaitAsync(cancellationToken) == 0;
    }

    private Diagnostic Missing(ContainerSpecification specification, string tool) =>
        Diagnostic.Error(EngineFailure.MissingTool, $"machine '{Name}': image '{specification.Image}' lacks the program '{tool}'", "use an image that has it, such as that of a common distribution");

    private Diagnostic Explain(DockerApiException refusal) =>
        Diagnostic.Error(EngineFailure.ContainerFailed, $"container '{_record.Container}' of machine '{Name}' cannot be used: {EngineFailure.Reason(refusal)}");
}
