using System.Diagnostics;

namespace Foray.Deployments.Tests;

public sealed class PlaybookTests
{
    [Theory]
    [InlineData("slurm")]
    [InlineData("htcondor")]
    public async Task Ansible_reads_the_playbook(string name)
    {
        var program = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "ansible-playbook")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "ansible-playbook is not installed");
        using var process = Process.Start(new ProcessStartInfo(program!, ["--syntax-check", "--inventory", "localhost,", Playbook(name)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await output + error);
    }

    [Theory]
    [InlineData("slurm", "munge_key")]
    [InlineData("htcondor", "htcondor_password")]
    public void Tasks_that_touch_the_secret_tell_nothing_of_it(string name, string secret)
    {
        var tasks = File.ReadAllText(Playbook(name)).Split("    - name: ")
            .Where(task => task.Contains($"register: {secret}\n", StringComparison.Ordinal) || task.Contains($"{secret}.content", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, tasks.Count);
        Assert.All(tasks, task => Assert.Contains("no_log: true", task, StringComparison.Ordinal));
    }

    private static string Playbook(string name) => Path.Combine(AppContext.BaseDirectory, "playbooks", name, "site.yml");
}
