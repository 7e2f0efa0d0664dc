using Foray.Sdk.Programs;

namespace Foray.Stations.Tests.Programs.Sandbox;

/// <summary>A runtime whose workers say that they are ready, and run a script once they are given a line.</summary>
internal sealed class ScriptRuntime(string interpreter, string script) : IRuntime
{
    private int _described;

    public IReadOnlyList<string> FileExtensions { get; } = [".script"];

    public IReadOnlyList<string> ReadablePaths { get; init; } = [];

    public bool LimitsAddressSpace { get; init; } = true;

    public TaskCompletionSource DescribedTwice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Each worker finds in INDEX which one it is, from 1.</summary>
    public RuntimeWorker DescribeWorker(string folder, string main)
    {
        var index = Interlocked.Increment(ref _described);
        if (index == 2)
            DescribedTwice.SetResult();
        return new RuntimeWorker(interpreter, ["-c", script])
        {
            Environment = new Dictionary<string, string> { ["INDEX"] = $"{index}" },
            ReadablePaths = ReadablePaths,
            LimitsAddressSpace = LimitsAddressSpace,
        };
    }

    /// <summary>A worker in Python. The script gets <c>say</c>, which prints a line at once, and <c>attempt</c>, which prints whether something worked.</summary>
    public static ScriptRuntime Python(string script) => new(PythonPath, $$"""
        import ctypes, errno, os, signal, socket, subprocess, sys, threading, time
        def say(*words): print(*words, flush=True)
        def attempt(name, action):
            try: say(name, 'worked', action())
            except BaseException as problem: say(name, 'failed', type(problem).__name__, errno.errorcode.get(getattr(problem, 'errno', None), ''))
        say('{"type":"ready","protocol":1,"runtime":"python"}')
        sys.stdin.readline()
        {{script}}
        """);

    /// <summary>A worker in the shell.</summary>
    public static ScriptRuntime Shell(string script) => new("/bin/sh", $$"""
        echo '{"type":"ready","protocol":1,"runtime":"sh"}'
        read go
        {{script}}
        """);

    public static string PythonPath { get; } = "/usr/bin/python3";
}
