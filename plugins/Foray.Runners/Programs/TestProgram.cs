using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Runners.Programs;

/// <summary>The program that a test's uri names: a file of this computer, or a program of the machine.</summary>
internal sealed class TestProgram(Runnable test, ITestContext context)
{
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    // Programs of the system are the machine's own: one of this computer need not run there.
    private static readonly string[] SystemFolders = ["/bin/", "/sbin/", "/usr/", "/opt/"];

    /// <summary>The file of this computer; null where the uri names none, or a program of the machine.</summary>
    private readonly string? _file = FindFile(test.Uri, context);

    /// <summary>Runs it, and judges its end.</summary>
    /// <param name="judge">Says what came of the test, where the program ran.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public async Task<TestOutcome> RunAsync(Func<ProgramEnd, Task<TestOutcome>> judge, CancellationToken cancellationToken)
    {
        if (FindFault() is { } fault)
            return new TestOutcome(TestStatus.Error, fault);
        await using var work = new TestWork(test, context);
        var program = _file is null ? test.Uri : await work.BringFileAsync(_file, cancellationToken);
        ProgramEnd end;
        try
        {
            end = await work.RunAsync(null, program, test.Arguments, TestEnvironment.Of(test), cancellationToken);
        }
        catch (DiagnosticException)
        {
            // Either the program cannot be started, or the machine failed: then it answers no question.
            if (await FindHindranceAsync(cancellationToken) is { } cause)
                return new TestOutcome(TestStatus.Error, cause);
            throw;
        }

        var hindrance = end.ExitCode is NotExecutable or NotFound ? await FindHindranceAsync(cancellationToken) : null;
        return work.Complete(hindrance is null ? await judge(end) : new TestOutcome(TestStatus.Error, hindrance), end);
    }

    private static string? FindFile(string uri, ITestContext context)
    {
        if (uri.Length == 0 || uri.Contains('\0'))
            return null;
        if (!context.Machine.SharesFiles && SystemFolders.Any(folder => uri.StartsWith(folder, StringComparison.Ordinal)))
            return null;
        var path = Path.GetFullPath(uri, context.WorkingFolder);
        return File.Exists(path) ? path : null;
    }

    // What is wrong for sure, before anything is started.
    private string? FindFault()
    {
        if (test.Uri.Length == 0 || test.Uri.Contains('\0'))
            return "it has no uri that names a program";
        if (_file is not null)
            return ProgramFile.IsExecutable(_file) ? null : $"'{test.Uri}' is not executable";
        if (Directory.Exists(Path.GetFullPath(test.Uri, context.WorkingFolder)))
            return $"'{test.Uri}' is a folder";
        var isHere = test.Uri.Contains('/') && (context.Machine.SharesFiles || !test.Uri.StartsWith('/'));
        return isHere ? $"there is no file '{test.Uri}'" : null;
    }

    // Why the program did not start; null where it did, and ended with such a code by itself.
    private async Task<string?> FindHindranceAsync(CancellationToken cancellationToken)
    {
        var needed = _file is null ? test.Uri : ProgramFile.FindInterpreter(_file);
        if (needed is not null)
        {
            var missing = await context.Machine.FindMissingToolsAsync([needed], cancellationToken);
            return missing.Count == 0 ? null : _file is null ? $"there is no program '{needed}' on machine '{context.Machine.Name}'" : $"the interpreter of '{test.Uri}', '{Shown(needed)}', is not on machine '{context.Machine.Name}'";
        }

        return ProgramFile.IsProgram(_file!) ? null : $"'{test.Uri}' is neither a program nor a script that begins with '#!'";
    }

    private static string Shown(string name) => name.Replace("\r", "\\r", StringComparison.Ordinal);
}
