using Foray.Sdk.Ansible;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Software.Tests;

/// <summary>What Ansible itself says of the playbooks.</summary>
public sealed class PlaybookTests
{
    public static TheoryData<string> Playbooks => ["Docker", "Apptainer", "Ollama"];

    [Theory]
    [MemberData(nameof(Playbooks))]
    public async Task Ansible_finds_no_fault_in_the_syntax(string name)
    {
        var processes = new TestProcesses();
        Assert.SkipWhen(processes.Find(IAnsible.Program) is null, "Ansible is not installed");
        var playbook = Path.Combine(AppContext.BaseDirectory, name, "main.yml");
        var result = await processes.RunAsync(new ProcessRequest(IAnsible.Program, ["--syntax-check", "-i", "localhost,", playbook]), TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
