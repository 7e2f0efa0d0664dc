using System.Text.Json.Nodes;
using Foray.Sdk.Ansible;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Sdk.Tests.Ansible;

/// <summary>The real Ansible on machines that run real commands, through the transport that every remote machine has.</summary>
public sealed class AnsiblePlaybooksTests
{
    private const string TwoFiles = """
        - name: write the first
          copy:
            dest: "{{ ansible_env_home }}/first"
            content: "{{ text }}"
        - name: write the second
          template:
            src: second.j2
            dest: "{{ ansible_env_home }}/second"
        """;

    private static Playbook WithHomes(PlaybookBench bench, Playbook playbook) => playbook with
    {
        MachineVariables = bench.Machines.ToDictionary(machine => machine.Name, machine => new JsonObject { ["ansible_env_home"] = machine.Home }),
    };

    [Fact]
    public async Task A_second_run_changes_nothing_and_says_so()
    {
        await using var bench = new PlaybookBench("one-1", "one-2");
        File.WriteAllText(Path.Combine(bench.Folder, "second.j2"), "on {{ foray_machine }}\n");
        var playbook = WithHomes(bench, bench.Of(TwoFiles)) with { Variables = new JsonObject { ["text"] = "a {{ b }} 'c' \"d\" é\n" } };

        var first = await bench.RunAsync(playbook);
        Assert.True(first.Succeeded);
        Assert.All(first.Machines.Values, outcome => Assert.Equal(2, outcome.Changed));
        Assert.Equal("a {{ b }} 'c' \"d\" é\n", File.ReadAllText(Path.Combine(bench.Machines[0].Home, "first")));
        Assert.Equal("on one-2\n", File.ReadAllText(Path.Combine(bench.Machines[1].Home, "second")));
        Assert.Equal(4, bench.Told.Count(told => told.Status == PlaybookTaskStatus.Changed));

        bench.Told.Clear();
        var second = await bench.RunAsync(playbook);
        Assert.True(second.Succeeded);
        Assert.All(second.Machines.Values, outcome => Assert.Equal(0, outcome.Changed));
        Assert.All(bench.Told, told => Assert.Equal(PlaybookTaskStatus.Ok, told.Status));
    }

    [Fact]
    public async Task What_fails_on_one_machine_is_told_with_its_task_and_the_others_come_to_their_end()
    {
        await using var bench = new PlaybookBench("good", "bad");
        var playbook = bench.Of("""
            - name: look closely
              command: sh -c "echo first >&2; echo the fuse is blown >&2; exit 3"
              when: foray_machine == 'bad'
            - name: leave a word
              set_stats:
                per_host: true
                data:
                  port: 9618
            """);
        var result = await bench.RunAsync(playbook);
        Assert.False(result.Succeeded);
        Assert.Null(result.Machines["good"].Failure);
        Assert.Equal(9618, (int)result.Machines["good"].Data["port"]!);
        var failure = result.Machines["bad"].Failure!;
        Assert.Equal(AnsibleCodes.TaskFailed, failure.Code);
        Assert.Contains("'look closely'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("machine 'bad': the fuse is blown", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_is_lost_in_the_middle_is_told_and_the_others_come_to_their_end()
    {
        await using var bench = new PlaybookBench("stays", "goes");
        var playbook = bench.Of("""
            - name: the last sign of life
              command: "true"
            - name: the next step
              command: "true"
            """);
        var result = await bench.RunAsync(playbook with
        {
            Observer = told =>
            {
                if (told is { Machine: "goes", Task: "the last sign of life" })
                    bench.Machines[1].Disconnect();
            },
        });
        Assert.Null(result.Machines["stays"].Failure);
        Assert.Equal(AnsibleCodes.Unreachable, result.Machines["goes"].Failure!.Code);
        Assert.Contains("'goes' was lost in the task 'the next step'", result.Machines["goes"].Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_play_reaches_its_group_alone_and_check_mode_changes_nothing()
    {
        await using var bench = new PlaybookBench("a", "b");
        var playbook = WithHomes(bench, bench.Of("- name: touch\n  copy:\n    dest: \"{{ ansible_env_home }}/touched\"\n    content: x", hosts: "workers")) with
        {
            Groups = new Dictionary<string, IReadOnlyList<IMachine>> { ["workers"] = [bench.Machines[1]] },
            IsCheck = true,
        };
        var tried = await bench.RunAsync(playbook with { Machines = [bench.Machines[1]] });
        Assert.Equal(1, tried.Machines["b"].Changed);
        Assert.False(File.Exists(Path.Combine(bench.Machines[1].Home, "touched")));
    }

    [Fact]
    public async Task Output_that_a_task_hides_is_in_no_event()
    {
        await using var bench = new PlaybookBench("a");
        var result = await bench.RunAsync(bench.Of("- name: log in\n  command: sh -c \"echo tops3cret >&2; false\"\n  no_log: true"));
        Assert.DoesNotContain(bench.Told, told => told.Message.Contains("tops3cret", StringComparison.Ordinal));
        Assert.Contains("its output is hidden", result.Machines["a"].Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_time_is_up_the_playbook_ends_with_all_that_it_runs()
    {
        await using var bench = new PlaybookBench("a");
        var playbook = bench.Of("- name: begin\n  command: \"true\"\n- name: wait\n  command: sh -c \"touch {{ ansible_env_home }}/waiting; exec sleep 86400\"");
        var result = await bench.RunAsync(WithHomes(bench, playbook) with
        {
            Timeout = TimeSpan.FromMinutes(5),
            Observer = told => _ = PassAsync(bench),
        });
        Assert.Equal(AnsibleCodes.TimedOut, result.Machines["a"].Failure!.Code);
        Assert.Contains("within 5m", result.Machines["a"].Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Machines[0].FindProcesses());
    }

    [Fact]
    public async Task Cancelling_ends_the_playbook_with_all_that_it_runs()
    {
        await using var bench = new PlaybookBench("a");
        using var stop = new CancellationTokenSource();
        var playbook = bench.Of("- name: begin\n  command: \"true\"\n- name: wait\n  command: sleep 86400");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.RunAsync(playbook with { Observer = _ => stop.Cancel() }, stop.Token));
        Assert.Empty(bench.Machines[0].FindProcesses());
    }

    [Fact]
    public async Task Daemons_of_a_finished_playbook_go_on_and_what_an_interrupted_one_left_is_ended()
    {
        await using var bench = new PlaybookBench("a");
        var daemon = bench.Of("- name: start\n  shell: setsid sleep 86400 >/dev/null 2>&1 </dev/null &");
        await bench.RunAsync(daemon);
        await bench.RunAsync(bench.Of("- name: nothing\n  command: \"true\""));
        Assert.Single(bench.Machines[0].FindProcesses());

        // As a program leaves it that was killed in the middle.
        File.WriteAllText(bench.Machines[0].PathOf(".ansible/playbook"), "");
        await bench.RunAsync(bench.Of("- name: nothing\n  command: \"true\""));
        Assert.Empty(bench.Machines[0].FindProcesses());
    }

    [Fact]
    public async Task A_playbook_that_is_wrong_is_refused_with_Ansibles_reason()
    {
        await using var bench = new PlaybookBench("a");
        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() => bench.RunAsync(bench.Of("- name: what\n  no_such_module:\n    x: 1")));
        Assert.Equal(AnsibleCodes.Refused, refusal.Diagnostics[0].Code);
        Assert.Contains("no_such_module", refusal.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_Python_gets_it_or_is_told_what_to_do()
    {
        await using var bench = new PlaybookBench("with-apt", "with-nothing");
        foreach (var machine in bench.Machines)
        {
            foreach (var program in new[] { "python3", "apt-get", "dnf", "yum", "zypper", "apk", "pacman" }.Where(program => bench.Processes.Find(program) is not null))
                machine.RemoveProgram(program);
        }

        bench.Machines[0].AddProgram("apt-get", "[ \"$1\" = update ] || ln -s /usr/bin/python3 \"${0%/*}/python3\"");
        var result = await bench.RunAsync(bench.Of("- name: answer\n  ping:"));
        Assert.Equal((1, null), (result.Machines["with-apt"].Changed, result.Machines["with-apt"].Failure));
        Assert.Equal(AnsibleCodes.NoPython, result.Machines["with-nothing"].Failure!.Code);
    }

    [Fact]
    public async Task Without_Ansible_it_is_said_how_to_get_it()
    {
        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() =>
            new AnsiblePlaybooks(new NothingInstalled(), TimeProvider.System).RunAsync(new Playbook("/main.yml", []), TestContext.Current.CancellationToken));
        Assert.Equal((AnsibleCodes.Missing, IAnsible.Remedy), (refusal.Diagnostics[0].Code, refusal.Diagnostics[0].Remedy));
    }

    // Not before the task has begun that would wait for ever.
    private static async Task PassAsync(PlaybookBench bench)
    {
        while (!File.Exists(Path.Combine(bench.Machines[0].Home, "waiting")))
            await Task.Yield();
        bench.Time.Advance(TimeSpan.FromMinutes(5));
    }
}
