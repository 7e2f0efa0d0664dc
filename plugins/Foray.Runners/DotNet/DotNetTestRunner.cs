using System.Runtime.InteropServices;
using Foray.Runners.Programs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Foray.Runners.DotNet;

/// <summary>Builds and tests a test project of .NET, or runs the tests of an assembly that one was built to.</summary>
[Plugin("dotnet-test")]
public sealed class DotNetTestRunner : IRunner
{
    private const string Program = "dotnet";
    private const string RootVariable = "DOTNET_ROOT";
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    // English, whoever is logged in; and no servers of the build that outlive it.
    private static readonly Dictionary<string, string> Quiet = new(StringComparer.Ordinal)
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["TESTINGPLATFORM_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["NO_COLOR"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = "false",
    };

    /// <inheritdoc/>
    public async Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = test.Uri.Length == 0 || test.Uri.Contains('\0') ? "" : Path.GetFullPath(test.Uri, context.WorkingFolder);
        if (!File.Exists(path))
            return new TestOutcome(TestStatus.Error, $"there is no file '{test.Uri}'");
        if (TestProject.HasExtension(path) && !context.Machine.SharesFiles)
            return new TestOutcome(TestStatus.Error, $"a project can be built on this computer alone; for machine '{context.Machine.Name}', name the assembly that it is built to");
        if (!TestProject.HasExtension(path) && !TestAssembly.HasExtension(path))
            return new TestOutcome(TestStatus.Error, $"'{test.Uri}' is neither a test project nor an assembly");
        try
        {
            await using var work = new TestWork(test, context);
            return TestProject.HasExtension(path)
                ? await RunProjectAsync(test, path, work, context, cancellationToken)
                : await RunAssemblyAsync(test, path, work, context, cancellationToken);
        }
        catch (DiagnosticException)
        {
            // Either dotnet cannot be started, or the machine failed: then it answers no question.
            if (await FindHindranceAsync(context, cancellationToken) is { } hindrance)
                return new TestOutcome(TestStatus.Error, hindrance);
            throw;
        }
    }

    private static async Task<TestOutcome> RunAssemblyAsync(Runnable test, string path, TestWork work, ITestContext context, CancellationToken cancellationToken)
    {
        var place = await work.BringWithFolderAsync(path, cancellationToken);
        context.Report("runs the tests of the assembly");
        var isVSTest = TestAssembly.NeedsVSTest(path);
        var (end, summary) = !isVSTest && context.Machine.SharesFiles && TestAssembly.FindProgram(path) is { } program
            ? await RunAsync(null, program, test.Arguments, test, work, context, cancellationToken)
            : await RunAsync(null, Program, [isVSTest ? "vstest" : "exec", place, .. test.Arguments], test, work, context, cancellationToken);
        return await JudgeAsync(end, summary, work, context, cancellationToken);
    }

    private static async Task<TestOutcome> RunProjectAsync(Runnable test, string path, TestWork work, ITestContext context, CancellationToken cancellationToken)
    {
        context.Report("builds the project and runs its tests");
        string[] named = GlobalJson.UsesTestingPlatform(context.WorkingFolder) ? ["--project", path] : [path];
        var (end, summary) = await RunAsync(null, Program, ["test", .. named, .. test.Arguments], test, work, context, cancellationToken);
        // Since .NET 10, VSTest's "dotnet test" refuses programs of Microsoft.Testing.Platform; they run by themselves.
        if (summary.IsRefused)
            (end, summary) = await RunAsync("run", Program, ["run", "--project", path, "--", .. test.Arguments], test, work, context, cancellationToken);
        return await JudgeAsync(end, summary, work, context, cancellationToken);
    }

    private static async Task<(ProgramEnd End, TestSummary Summary)> RunAsync(
        string? part, string program, IReadOnlyList<string> arguments, Runnable test, TestWork work, ITestContext context, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(Quiet, StringComparer.Ordinal);
        if (program != Program && Environment.GetEnvironmentVariable(RootVariable) is null)
            environment[RootVariable] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory()); // "dotnet" may be in a place that programs do not look in
        foreach (var (name, value) in TestEnvironment.Of(test))
            environment[name] = value;
        var end = await work.RunAsync(part, program, arguments, environment, cancellationToken);
        var summary = new TestSummary();
        await foreach (var line in LineReader.ReadAsync(Path.Combine(context.Folder, "stdout"), cancellationToken))
            summary.Add(line);
        return (end, summary);
    }

    private static async Task<TestOutcome> JudgeAsync(ProgramEnd end, TestSummary summary, TestWork work, ITestContext context, CancellationToken cancellationToken)
    {
        if (end.ExitCode is NotExecutable or NotFound && await FindHindranceAsync(context, cancellationToken) is { } hindrance)
            return new TestOutcome(TestStatus.Error, hindrance);
        if (summary.Counts is { } counts)
            context.Report(counts);
        return work.Complete(summary.Judge(end.ExitCode), end);
    }

    private static async Task<string?> FindHindranceAsync(ITestContext context, CancellationToken cancellationToken)
    {
        var missing = await context.Machine.FindMissingToolsAsync([Program], cancellationToken);
        return missing.Count > 0 ? $"there is no program '{Program}' on machine '{context.Machine.Name}'" : null;
    }
}
