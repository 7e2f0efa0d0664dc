namespace Foray.EndToEnd.Tests;

/// <summary>What files for Kiso rely on, and the faults of Kiso that must not come back: one test each.</summary>
public sealed class KisoBehaviourTests : IAsyncLifetime
{
    private const string Sites = """
        sites:
          - kind: local
            resources:
              machines:
                - labels: [worker]
                  number: 2
                - labels: [boss]

        """;

    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("check", "--help")]
    [InlineData("down", "--help")]
    public async Task Help_and_version_exit_with_0(params string[] arguments) => Assert.Equal(0, (await _folder.ForayAsync(arguments)).ExitCode);

    [Fact]
    public async Task Check_of_a_valid_file_exits_with_0()
    {
        Write(Script("[worker]", "true"));
        Assert.Equal(0, (await _folder.ForayAsync("check")).ExitCode);
    }

    [Theory]
    [InlineData("name: x\nexperiments: []\n", "the key 'sites' is missing")]
    [InlineData("sites: []\nexperiments: []\n", "the key 'name' is missing")]
    [InlineData("name: x\nsites: 5\nexperiments: {}\n", "'sites' must be a list")]
    [InlineData("- a\n- b\n", "the file must be a mapping")]
    public async Task An_invalid_file_exits_with_2_a_message_and_no_stack_trace(string text, string message)
    {
        _folder.Write("experiment.yml", text);
        var check = await _folder.ForayAsync("check");
        Assert.True(check.ExitCode == 2, check.ToString());
        Assert.Contains(message, check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", check.Output + check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_exits_with_2_and_a_message()
    {
        var check = await _folder.ForayAsync("check", "nowhere.yml");
        Assert.True(check.ExitCode == 2, check.ToString());
        Assert.Contains("FORAY101", check.Output + check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_top_level_key_is_an_error()
    {
        Write(Script("[worker]", "true") + "sofware: {}\n");
        await AssertFaultAsync("the key 'sofware' is not known here", "did you mean 'software'?");
    }

    [Fact]
    public async Task Number_is_1_where_it_is_not_given_and_the_kind_and_numbered_labels_are_there()
    {
        Write(Script("[foray.worker.2, kiso.boss.1]", "true") + Script("[local]", "true", "all"));
        await AssertRunsOnAsync("all boss-1, all worker-1, all worker-2, work boss-1, work worker-2");
    }

    [Fact]
    public async Task A_list_of_labels_means_the_union_of_their_machines()
    {
        Write(Script("[boss, kiso.worker.2, worker]", "true"));
        await AssertRunsOnAsync("work boss-1, work worker-1, work worker-2");
    }

    [Theory]
    [InlineData("labels: [wrker]")]
    [InlineData("labels: [worker, wrker]")]
    public async Task An_undefined_label_of_a_script_names_the_nearest(string labels)
    {
        Write(Script(labels[8..], "true"));
        await AssertFaultAsync("no machine has the label 'wrker'", "did you mean 'worker'?");
    }

    [Theory]
    [InlineData("inputs: [{ labels: [bos], src: ., dst: x }]")]
    [InlineData("outputs: [{ labels: [bos], src: x, dst: x }]")]
    public async Task An_undefined_label_of_an_input_or_output_names_the_nearest(string section)
    {
        Write(Script("[worker]", "true", more: section));
        await AssertFaultAsync("no machine has the label 'bos'", "did you mean 'boss'?");
    }

    [Fact]
    public async Task An_undefined_label_of_software_names_the_nearest()
    {
        Write("software:\n  shell:\n    - labels: [worker, bos]\n      script: 'true'\n" + Script("[worker]", "true"));
        await AssertFaultAsync("no machine has the label 'bos'", "did you mean 'boss'?");
    }

    [Theory]
    [InlineData("kiso.mine")]
    [InlineData("foray.mine")]
    public async Task A_site_cannot_define_a_reserved_label(string label)
    {
        _folder.Write("experiment.yml", "name: x\n" + Sites.Replace("[boss]", $"[{label}]", StringComparison.Ordinal) + Script("[worker]", "true"));
        await AssertFaultAsync($"the label '{label}' begins with a prefix that is reserved", "begin it with something else");
    }

    [Theory]
    [InlineData("number: -2")]
    [InlineData("number: 0")]
    public async Task A_number_of_machines_below_1_is_an_error(string number)
    {
        _folder.Write("experiment.yml", "name: x\n" + Sites.Replace("number: 2", number, StringComparison.Ordinal) + Script("[worker]", "true"));
        await AssertFaultAsync("which is less than 1", "write a number");
    }

    [Theory]
    [InlineData("timeout: 5 minutes", "not a duration")]
    [InlineData("timeout: -3", "negative")]
    public async Task A_wrong_duration_is_an_error(string timeout, string message)
    {
        Write(Script("[worker]", "true", more: timeout));
        await AssertFaultAsync(message, "write a duration");
    }

    [Fact]
    public async Task A_wrong_range_of_addresses_is_an_error()
    {
        Write(Script("[worker]", "true"));
        _folder.Write("experiment.yml", """
            name: x
            sites:
              - kind: vagrant
                resources:
                  machines: [{ labels: [worker], flavour: small }]
                  networks: [{ cidr: 192.168.42.0/33, labels: [net1] }]

            """ + Script("[worker]", "true"));
        await AssertFaultAsync("which is not a range of addresses", "192.168.42.0/24");
    }

    [Fact]
    public async Task A_label_of_a_network_is_no_label_of_machines()
    {
        _folder.Write("experiment.yml", """
            name: x
            sites:
              - kind: vagrant
                resources:
                  machines: [{ labels: [worker], flavour: small }]
                  networks: [{ cidr: 192.168.42.0/24, labels: [net1] }]

            """ + Script("[net1]", "true"));
        await AssertFaultAsync("no machine has the label 'net1'", "defined labels: worker, vagrant");
    }

    [Theory]
    [InlineData("flavour: huge", "'flavour' cannot be 'huge'", "possible: tiny, small, medium, big, large, extra-large")]
    [InlineData("flavour: extra_large", "'flavour' cannot be 'extra_large'", "did you mean 'extra-large'?")]
    [InlineData("number: 1", "one of 'flavour', 'flavour_desc' is missing", "add one of them")]
    [InlineData("flavour: tiny, flavour_desc: { core: 1, mem: 512 }", "'flavour_desc' cannot stand beside 'flavour'", "remove one of them")]
    [InlineData("flavour: tiny, backend: vmware", "'backend' cannot be 'vmware'", "possible: libvirt, virtualbox")]
    public async Task A_virtual_machine_has_one_size_and_a_known_backend(string size, string message, string remedy)
    {
        _folder.Write("experiment.yml", $"name: x\nsites: [{{ kind: vagrant, resources: {{ machines: [{{ labels: [worker], {size} }}] }} }}]\n" + Script("[worker]", "true"));
        await AssertFaultAsync(message, remedy);
    }

    [Theory]
    [InlineData("chameleon")]
    [InlineData("chameleon-edge")]
    [InlineData("fabric")]
    public async Task A_site_that_is_not_installed_tells_which_are_and_how_to_add_one(string kind)
    {
        _folder.Write("experiment.yml", $"name: x\nsites: [{{ kind: {kind}, rc_file: secrets/x, resources: {{ machines: [{{ labels: [worker] }}] }} }}]\n" + Script("[worker]", "true"));
        await AssertFaultAsync($"there is no site '{kind}'", $"installed: docker, local, ssh, vagrant; 'foray plugin search {kind}' looks for packages, and 'foray plugin install' adds one");
    }

    [Fact]
    public async Task A_mistyped_site_names_the_nearest()
    {
        _folder.Write("experiment.yml", "name: x\nsites: [{ kind: vagrnt, resources: {} }]\n" + Script("[worker]", "true"));
        await AssertFaultAsync("there is no site 'vagrnt'", "did you mean 'vagrant'?");
    }

    [Theory]
    [InlineData("{ kind: execute, labels: [worker] }", "FORAY264: the execute machines have no central manager", "add a section 'kind: central-manager'")]
    [InlineData("{ kind: submit, labels: [boss] }", "FORAY264: the submit machines have no central manager", "add a section 'kind: central-manager'")]
    [InlineData("{ kind: central-manager, labels: [worker] }", "FORAY263: an HTCondor pool has one central manager, and these labels choose 2 machines", "foray.LABEL.1")]
    [InlineData("{ kind: central-manager, labels: [boss] }, { kind: central-manager, labels: [kiso.worker.1] }", "FORAY263: an HTCondor pool has one central manager, and there is another one at", "leave one of them out")]
    [InlineData("{ kind: central-manager, labels: [boss] }, { kind: execute, labels: [worker] }, { kind: execute, labels: [kiso.worker.1] }", "FORAY265: machine 'worker-1' is execute", "name it in one of them")]
    [InlineData("{ kind: central-manager, labels: [boss] }, { kind: personal, labels: [boss] }", "FORAY266: machine 'boss-1' is personal", "name it in one of them")]
    [InlineData("{ kind: personal, labels: [boss], config_file: config/personal }", "the input 'config/personal' does not exist", "correct the path")]
    [InlineData("{ kind: manager, labels: [boss] }", "'kind' cannot be 'manager'", "possible: central-manager, execute, submit, personal")]
    [InlineData("{ kind: personal, labels: [bos] }", "no machine has the label 'bos'", "did you mean 'boss'?")]
    public async Task The_sections_of_a_pool_have_to_go_together(string sections, string message, string remedy)
    {
        Write($"deployment:\n  htcondor: [{sections}]\n" + Script("[worker]", "true"));
        await AssertFaultAsync(message, remedy);
    }

    [Theory]
    [InlineData("worker", 2)]
    [InlineData("boss", 0)]
    public async Task A_workflow_is_submitted_from_a_machine_of_the_pool_that_can(string label, int exitCode)
    {
        Write("deployment:\n  htcondor: [{ kind: submit, labels: [boss] }, { kind: execute, labels: [worker] }, { kind: central-manager, labels: [kiso.worker.1] }]\n"
            + $"experiments: [{{ kind: pegasus, name: flow, main: bash plan.sh, submit_node_labels: [{label}] }}]\n");
        var check = await _folder.ForayAsync("check");
        Assert.True(check.ExitCode == exitCode, check.ToString());
        Assert.Equal(exitCode == 2, check.Output.Contains("FORAY267: experiment 'flow': machine 'worker-1' is to submit the workflow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_central_manager_is_deployed_before_what_runs_jobs_and_that_before_what_submits_them()
    {
        Write("deployment:\n  htcondor: [{ kind: submit, labels: [boss] }, { kind: execute, labels: [kiso.worker.2] }, { kind: central-manager, labels: [kiso.worker.1] }]\n" + Script("[worker]", "true"));
        var plan = await _folder.ForayAsync("plan");
        Assert.True(plan.ExitCode == 0, plan.ToString());
        Assert.Equal(["worker-1", "worker-2", "boss-1"], plan.Output.Split('\n').Where(line => line.Contains("deployment htcondor on ", StringComparison.Ordinal)).Select(line => line.Split(" on ")[1].Split(' ')[0]));
    }

    [Fact]
    public async Task Two_experiments_of_one_name_are_an_error()
    {
        Write(Script("[worker]", "true") + Script("[boss]", "true").Replace("experiments:\n", "", StringComparison.Ordinal));
        await AssertFaultAsync("have the name 'work'", "give them different names");
    }

    [Fact]
    public async Task A_missing_input_is_an_error()
    {
        Write(Script("[worker]", "true", more: "inputs: [{ labels: [worker], src: missing.txt, dst: . }]"));
        await AssertFaultAsync("the input 'missing.txt' does not exist", "correct the path");
    }

    [Fact]
    public async Task Variables_reach_scripts_as_environment_variables_and_the_file_as_values()
    {
        _folder.Write("greeting.txt", "hello\n");
        Write("variables:\n  who: world\n  file: greeting\n" + Script("[boss]", "cat greeting.txt; echo \"$who\"", more: "inputs: [{ labels: [boss], src: '${file}.txt', dst: '${file}.txt' }]"));
        await _folder.ForayAsync("run");
        Assert.Equal("hello\nworld\n", Output());
    }

    [Fact]
    public async Task Inputs_are_copied_and_their_destinations_made()
    {
        _folder.Write("data/a.txt", "a\n");
        Write(Script("[boss]", "cat deep/below/a.txt", more: "inputs: [{ labels: [boss], src: data/a.txt, dst: deep/below/ }]"));
        await _folder.ForayAsync("run");
        Assert.Equal("a\n", Output());
    }

    [Fact]
    public async Task Outputs_of_several_machines_stand_beside_each_other_and_folders_are_made()
    {
        Write(Script("[worker]", "echo \"$FORAY_MACHINE\" > out.txt", more: "outputs: [{ labels: [worker], src: out.txt, dst: deep/below/ }]"));
        await _folder.ForayAsync("run", "-o", "elsewhere/out");
        Assert.Equal("worker-1\n", File.ReadAllText(_folder.Of("elsewhere", "out", "latest", "outputs", "worker-1", "deep", "below", "out.txt")));
        Assert.Equal("worker-2\n", File.ReadAllText(_folder.Of("elsewhere", "out", "latest", "outputs", "worker-2", "deep", "below", "out.txt")));
    }

    [Fact]
    public async Task A_script_is_run_by_its_executable()
    {
        Write("experiments:\n  - kind: shell\n    name: work\n    inputs: []\n    scripts:\n      - labels: [boss]\n        executable: /bin/cat\n        script: just text\n");
        await _folder.ForayAsync("run");
        Assert.Equal("just text", Output().TrimEnd('\n'));
    }

    [Fact]
    public async Task Software_is_installed_in_the_order_of_the_file()
    {
        Write("software:\n  shell:\n" + string.Concat(Enumerable.Range(1, 5).Select(n => $"    - labels: [boss]\n      script: echo {n} >> \"$FORAY_SHARED/order\"\n"))
            + Script("[boss]", "cat \"$FORAY_SHARED/order\""));
        await _folder.ForayAsync("run");
        Assert.Equal("1\n2\n3\n4\n5\n", Output());
    }

    [Fact]
    public async Task A_script_that_fails_marks_its_experiment_and_the_run_and_is_run_again()
    {
        Write(Script("[boss]", "exit 7") + Script("[worker]", "true", "fine"));

        var first = await _folder.ForayAsync("run");
        var second = await _folder.ForayAsync("run");

        Assert.Equal(1, first.ExitCode);
        Assert.Equal(1, second.ExitCode);
        Assert.Equal(["work"], ResultsFile.Latest(_folder).Fresh.Select(row => ResultsFile.Text(row, "experiment")));
    }

    [Fact]
    public async Task What_succeeded_is_skipped_next_time_and_force_runs_it_again()
    {
        Write(Script("[boss]", "true"));
        await _folder.ForayAsync("run");
        await _folder.ForayAsync("run");
        Assert.Empty(ResultsFile.Latest(_folder).Fresh);
        await _folder.ForayAsync("run", "--force");
        Assert.Single(ResultsFile.Latest(_folder).Fresh);
    }

    [Fact]
    public async Task A_time_limit_ends_the_experiment_and_down_works_afterwards()
    {
        Write(Script("[boss]", "sleep 86400", more: "timeout: 300ms"));

        var run = await _folder.ForayAsync("run");
        var down = await _folder.ForayAsync("down");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("timed_out", ResultsFile.Text(Assert.Single(ResultsFile.Latest(_folder).Cases), "status"));
        Assert.True(down.ExitCode == 0, down.ToString());
    }

    [Fact]
    public async Task Down_needs_no_valid_file()
    {
        Write(Script("[boss]", "true"));
        await _folder.ForayAsync("up");
        _folder.Write("experiment.yml", "nonsense: [");
        var down = await _folder.ForayAsync("down");
        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Of("output", ".foray", "experiment", "machines")));
    }

    [Fact]
    public async Task Secrets_beside_the_file_are_not_copied()
    {
        _folder.Write("secrets/token", "hidden");
        _folder.Write("seen.txt", "");
        Write(Script("[boss]", "ls", more: null));
        await _folder.ForayAsync("run");
        Assert.Equal("seen.txt\n", Output());
    }

    private static string Script(string labels, string script, string name = "work", string? more = "inputs: []") => $"""
        {(name == "work" ? "experiments:\n" : "")}  - kind: shell
            name: {name}
        {(more is null ? "" : $"    {more}\n")}    scripts:
              - labels: {labels}
                script: {script}

        """;

    private void Write(string sections) => _folder.Write("experiment.yml", $"name: behaviour\n{Sites}{sections}");

    private async Task AssertFaultAsync(string message, string remedy)
    {
        var check = await _folder.ForayAsync("check");
        Assert.True(check.ExitCode == 2, check.ToString());
        Assert.Contains(message, check.Output, StringComparison.Ordinal);
        Assert.Contains(remedy, check.Output, StringComparison.Ordinal);
        Assert.Equal(1, check.Output.Split(": error ").Length - 1);
    }

    private async Task AssertRunsOnAsync(string expected)
    {
        var run = await _folder.ForayAsync("run");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(expected, string.Join(", ", ResultsFile.Latest(_folder).Cases.Select(row => $"{ResultsFile.Text(row, "experiment")} {ResultsFile.Text(row, "machine")}").Order(StringComparer.Ordinal)));
    }

    private string Output() =>
        File.ReadAllText(_folder.Of("output", ResultsFile.Text(Assert.Single(ResultsFile.Latest(_folder).Cases), "folder")!, "script-1", "stdout"));
}
