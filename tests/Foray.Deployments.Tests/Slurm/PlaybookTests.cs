using System.Diagnostics;

namespace Foray.Deployments.Tests.Slurm;

public sealed class PlaybookTests
{
    private static readonly string Playbook = Path.Combine(AppContext.BaseDirectory, "playbooks", "slurm", "site.yml");

    [Fact]
    public async Task Ansible_reads_the_playbook()
    {
        var program = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "ansible-playbook")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "ansible-playbook is not installed");
        using var process = Process.Start(new ProcessStartInfo(program!, ["--syntax-check", "--inventory", "localhost,", Playbook]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await output + error);
    }

    [Fact]
    public void Tasks_that_touch_the_key_tell_nothing_of_it()
    {
        var tasks = File.ReadAllText(Playbook).Split("    - name: ").Where(task => task.Contains("register: munge_key", StringComparison.Ordinal) || task.Contains("munge_key.content", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, tasks.Count);
        Assert.All(tasks, task => Assert.Contains("no_log: true", task, StringComparison.Ordinal));
    }
}
