using Foray.Sdk.Consoles;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Hosts;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Testing.Tests.Hosts;

public sealed class FakeHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Its_services_keep_what_they_are_told()
    {
        using var host = new FakeHost();
        ((ILogger)host.GetService(typeof(ILogger))!).LogWarning("lost {Count}", 3);
        ((IConsole)host.GetService(typeof(IConsole))!).WriteLine("hello");
        var health = (IPluginHealth)host.GetService(typeof(IPluginHealth))!;
        health.ReportDegraded("no server");
        Assert.Equal("no server", host.Health.Degraded);
        health.ReportRecovered();
        Assert.Null(host.Health.Degraded);
        Assert.Equal((LogLevel.Warning, "lost 3"), host.Logger.Entries.Select(entry => (entry.Level, entry.Message)).Single());
        Assert.Equal(["hello"], host.Console.Lines);
    }

    [Fact]
    public void Its_clock_moves_when_it_is_told()
    {
        using var host = new FakeHost();
        var before = ((TimeProvider)host.GetService(typeof(TimeProvider))!).GetUtcNow();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(before.AddMinutes(1), host.Time.GetUtcNow());
        using var real = new FakeHost(TimeProvider.System);
        Assert.Throws<InvalidOperationException>(() => real.Clock);
    }

    [Fact]
    public async Task Processes_are_real_unless_there_is_an_answer()
    {
        using var host = new FakeHost();
        host.Processes.Answer("ssh", request => new ProcessResult(0, string.Join(' ', request.Arguments), "", false));
        Assert.Equal("-V x", (await host.Processes.RunAsync(new ProcessRequest("ssh", ["-V", "x"]), Token)).Output);
        var real = await host.Processes.RunAsync(new ProcessRequest("sh", ["-c", "cat; echo e >&2; exit 4"]) { Input = "in" }, Token);
        Assert.Equal((4, "in", "e\n", false), (real.ExitCode, real.Output, real.Error, real.TimedOut));
        Assert.True((await host.Processes.RunAsync(new ProcessRequest("sleep", ["100"]) { Timeout = TimeSpan.FromMilliseconds(50) }, Token)).TimedOut);
        Assert.Equal(["ssh", "sh", "sleep"], host.Processes.Requests.Select(request => request.Program));
        Assert.Null(host.Processes.Find("no-such-program"));
    }

    [Fact]
    public async Task What_programs_print_into_files_is_theirs_or_that_of_the_answer()
    {
        using var host = new FakeHost();
        host.Processes.Answer("probe", request => new ProcessResult(3, request.Environment["WORD"]!, "e", false));
        var request = new FiledRequest("probe", [], host.Folder, new Dictionary<string, string> { ["WORD"] = "given" }, $"{host.Folder}/out", $"{host.Folder}/err");
        Assert.Equal(3, (await host.Processes.RunToFilesAsync(request, Token)).ExitCode);
        Assert.Equal(("given", "e"), (await File.ReadAllTextAsync(request.OutputPath, Token), await File.ReadAllTextAsync(request.ErrorPath, Token)));
        var real = request with { Program = "/bin/sh", Arguments = ["-c", "echo $WORD; pwd; cat; setsid sleep 1000 & exit 4"] };
        var end = await host.Processes.RunToFilesAsync(real, Token);
        Assert.Equal(4, end.ExitCode);
        Assert.Equal($"given\n{host.Folder}\n", await File.ReadAllTextAsync(request.OutputPath, Token));
        Assert.Equal(["probe", "/bin/sh"], host.Processes.Requests.Select(asked => asked.Program));
    }

    [Fact]
    public void Its_folder_is_removed_with_it()
    {
        var host = new FakeHost();
        var folder = host.Folder;
        Assert.True(Directory.Exists(folder));
        host.Dispose();
        Assert.False(Directory.Exists(folder));
    }
}
