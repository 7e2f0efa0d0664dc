using System.Collections.Concurrent;
using System.Diagnostics;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>Processes on this computer that are remembered, and answered for where a test says how. Made for tests: it starts them through .NET, and finds them in <c>/proc</c>.</summary>
public sealed class TestProcesses : IProcesses
{
    private const string Missing = "KIT002";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<string, Func<ProcessRequest, ProcessResult>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ProcessRequest> _requests = new();

    /// <summary>What was asked for by <see cref="RunAsync"/>, <see cref="RunToFilesAsync"/> and <see cref="Start"/>, in order.</summary>
    public IReadOnlyCollection<ProcessRequest> Requests => _requests;

    /// <summary>True where every program is missing, also one that there is an answer for. Default: false.</summary>
    public bool FindsNothing { get; set; }

    /// <summary>Answers for a program instead of running it.</summary>
    /// <param name="program">The program, as the plugin names it.</param>
    /// <param name="answer">What it does.</param>
    public void Answer(string program, Func<ProcessRequest, ProcessResult> answer) => _answers[program] = answer;

    /// <inheritdoc/>
    public string? Find(string program)
    {
        if (FindsNothing)
            return null;
        if (_answers.ContainsKey(program))
            return program.StartsWith('/') ? program : $"/usr/bin/{program}";
        IEnumerable<string> places = program.Contains('/', StringComparison.Ordinal)
            ? [Path.GetFullPath(program)]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program));
        return places.FirstOrDefault(place => File.Exists(place) && (File.GetUnixFileMode(place) & UnixFileMode.UserExecute) != 0);
    }

    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        _requests.Enqueue(request);
        if (!FindsNothing && _answers.TryGetValue(request.Program, out var answer))
            return answer(request);
        await using var process = LocalProcess.Start(Checked(request));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Timeout is { } timeout)
            ending.CancelAfter(timeout);
        try
        {
            using var reader = new StreamReader(process.Output);
            var output = await reader.ReadToEndAsync(ending.Token);
            return new ProcessResult(await process.Exit.WaitAsync(ending.Token), output, process.Error, TimedOut: false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProcessResult(128 + (int)ProcessSignal.Kill, "", process.Error, TimedOut: true);
        }
    }

    /// <inheritdoc/>
    public async Task<ProgramEnd> RunToFilesAsync(FiledRequest request, CancellationToken cancellationToken)
    {
        var asked = new ProcessRequest(request.Program, request.Arguments)
        {
            WorkingFolder = request.WorkingFolder,
            Environment = request.Environment.ToDictionary(variable => variable.Key, string? (variable) => variable.Value),
        };
        _requests.Enqueue(asked);
        var (started, since) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
        if (FindsNothing || !_answers.TryGetValue(request.Program, out var answer))
            return await FiledProcess.RunAsync(request with { Program = Find(Checked(asked).Program)! }, this, cancellationToken);
        var result = answer(asked);
        await File.WriteAllTextAsync(request.OutputPath, result.Output, cancellationToken);
        await File.WriteAllTextAsync(request.ErrorPath, result.Error, cancellationToken);
        return new ProgramEnd(result.ExitCode, started, TimeProvider.System.GetElapsedTime(since));
    }

    /// <inheritdoc/>
    public IPipedProcess Start(ProcessRequest request)
    {
        _requests.Enqueue(request);
        return LocalProcess.Start(Checked(request));
    }

    /// <inheritdoc/>
    public ProcessIdentity StartDetached(DetachedRequest request)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = request.WorkingFolder, UseShellExecute = false };
        foreach (var argument in (IEnumerable<string>)["-c", "exec setsid \"$@\" </dev/null >/dev/null 2>&1", "sh", request.Program, .. request.Arguments])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in request.Environment)
            start.Environment[name] = value;
        start.Environment.TryAdd("PATH", Environment.GetEnvironmentVariable("PATH"));
        using var process = Process.Start(start)!;
        return ProcessTable.Identify(process.Id);
    }

    /// <inheritdoc/>
    public bool IsAlive(ProcessIdentity process) => ProcessTable.IsAlive(process);

    /// <inheritdoc/>
    public async Task WaitAsync(ProcessIdentity process, CancellationToken cancellationToken)
    {
        while (IsAlive(process))
            await Task.Delay(Poll, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalGroup(ProcessIdentity process, ProcessSignal signal) => ProcessTable.Signal(-process.Pid, signal);

    /// <inheritdoc/>
    public IReadOnlyList<ProcessIdentity> FindMarked(string variable, string value) =>
        [.. ProcessTable.FindMarked($"{variable}={value}").Select(ProcessTable.Identify)];

    /// <inheritdoc/>
    public async Task EndAsync(ProcessIdentity? leader, string variable, string value, TimeSpan grace, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        var isAsked = false;
        // In the middle of an exec a process shows no environment, so that one look is not enough to say that there is none.
        for (var looks = 0; looks < 2; looks++)
        {
            IReadOnlyList<ProcessIdentity> left = [.. FindMarked(variable, value), .. leader is not null && IsAlive(leader) ? [leader] : (IEnumerable<ProcessIdentity>)[]];
            var isOver = TimeProvider.System.GetElapsedTime(since) >= grace;
            if (left.Count > 0 && (isOver || !isAsked))
            {
                foreach (var process in left)
                    ProcessTable.Signal(process == leader ? -process.Pid : process.Pid, isOver ? ProcessSignal.Kill : ProcessSignal.Terminate);
                isAsked = true;
            }

            if (left.Count > 0)
                looks = -1;
            await Task.Delay(Poll, cancellationToken);
        }
    }

    private ProcessRequest Checked(ProcessRequest request) =>
        Find(request.Program) is null ? throw new DiagnosticException(Diagnostic.Error(Missing, $"program '{request.Program}' was not found", "install it, or give an answer for it")) : request;
}
