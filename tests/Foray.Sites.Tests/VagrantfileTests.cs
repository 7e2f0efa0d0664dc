using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using Foray.Sdk.Machines;
using Foray.Sites.Vagrant;

namespace Foray.Sites.Tests;

/// <summary>The Vagrantfile is Ruby: what a user writes reaches Vagrant as it was written, and never as code.</summary>
public sealed class VagrantfileTests : IDisposable
{
    private const string Ruby = "/usr/bin/ruby";

    // Loads the files of a folder as Vagrant does, and prints what each sets and calls; for one that defines or changes anything else, "broken".
    private const string Recorder = """
        require 'json'
        $harm = 0
        class Recorder
          def initialize(log, path)
            @log, @path = log, path
          end
          def method_missing(name, *values, **named, &block)
            name = name.to_s
            if values.empty? && named.empty? && !block
              return Recorder.new(@log, @path + [name])
            end
            @log << [(@path + [name]).join('.'), values, named]
            yield Recorder.new(@log, @path + [name]) if block
          end
          def respond_to_missing?(*) = true
        end
        module Vagrant
          def self.configure(_) = yield(Recorder.new($log, []))
        end
        puts JSON.generate(Dir[File.join(ARGV[0], '*')].sort.map { |file|
          $log = []
          load file
          $harm == 0 ? $log : 'broken'
        })
        """;

    private static readonly string[] Pieces =
        ["\"", "'", "\\", "\\\"", "#{$harm = 1}", "#$harm", "#@x", "`touch /x`", "$(touch /x)", "\n", "\r", "\0", "\u0004", "\u001a", "\nend\n", "end", "\n__END__\n", "\n=begin\n",
         "%q(", "<<X\n", ");$harm=1;(", "\t", " ", "é", "\u2028", "\u0085", "\uD83D\uDE00", "\uFEFF", "a", "Z", "0", "/", "-", "_", "?", "~", "{", "}", "[", "]", "|", ":", ";", "&"];

    private static readonly Gen<string> Hostile = Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[1, 8].Select(string.Concat);

    private static readonly Gen<(string Name, VagrantDefinition Definition)> Machines = Gen.Select(Hostile, Hostile, Hostile, Hostile, Gen.Int[1, 64], Gen.Bool)
        .Select((name, box, user, prefix, cores, isLibvirt) => (name, new VagrantDefinition
        {
            Backend = isLibvirt ? VagrantBackend.Libvirt : VagrantBackend.Virtualbox,
            Box = box,
            User = user,
            NamePrefix = prefix,
            Size = new VagrantSize { Core = cores, Mem = 512 },
            Addresses = [new VagrantAddress("net1", "172.16.0.10", 16), new VagrantAddress("net2", "fd00::a", 64)],
        }));

    private readonly string _folder = Directory.CreateTempSubdirectory("foray-vagrantfile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Hostile_text_reaches_Vagrant_as_text()
    {
        SkipWithoutRuby();
        Machines.Array[100].Sample(
            machines =>
            {
                var log = Load([.. machines.Select(machine => Vagrantfile.Write(machine.Name, "id1", machine.Definition, ""))]);
                for (var i = 0; i < machines.Length; i++)
                    AssertSets(machines[i].Name, machines[i].Definition, log[i]);
            },
            iter: 10,
            threads: 1);
    }

    [Fact]
    public void A_file_with_everything_is_Ruby()
    {
        SkipWithoutRuby();
        var file = Path.Combine(_folder, "Vagrantfile");
        File.WriteAllText(file, Full());
        using var ruby = Process.Start(new ProcessStartInfo(Ruby, ["-wc", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Assert.Equal("Syntax OK\n", ruby.StandardOutput.ReadToEnd());
        ruby.WaitForExit();
    }

    [Fact]
    public void Code_is_left_as_it_stands_and_ends_with_its_line()
    {
        SkipWithoutRuby();
        var log = Load([Full()])[0].EnumerateArray().Select(entry => entry[0].GetString()).ToList();
        Assert.Contains("vm.boot_timeout=", log);
        Assert.Contains("vm.define.vm.post_up_message=", log);
        Assert.Equal("vm.define.vm.post_up_message=", log[^1]);
    }

    [Fact]
    public void The_same_machine_has_the_same_file() => Assert.Equal(Full(), Full());

    [Fact]
    public void A_definition_is_the_same_after_it_was_kept() => Machines.Sample(machine =>
        Assert.Equal(machine.Definition.ToJson(), VagrantDefinition.FromJson(machine.Definition.ToJson()).ToJson()));

    private static string Full() => Vagrantfile.Write(
        "worker_1",
        "id1",
        VagrantDefinition.Of(
            VagrantSites.Options() with { User = "root", ConfigExtra = "config.vm.boot_timeout = 600 # long" },
            VagrantSites.Group("worker") with { ConfigExtraVM = "my.vm.post_up_message = <<TEXT\n  ${hello}\nTEXT" },
            0),
        "192.168.42.10 worker_1 # foray\n");

    private static void AssertSets(string name, VagrantDefinition definition, JsonElement log)
    {
        var set = log.EnumerateArray().GroupBy(entry => entry[0].GetString()!).ToDictionary(group => group.Key, group => group.Select(entry => entry[1]).ToList());
        Assert.Equal(definition.Box, set["vm.box="][0][0].GetString());
        Assert.Equal(name, set["vm.define"][0][0].GetString());
        var provider = $"vm.define.vm.provider";
        var isLibvirt = definition.Backend == VagrantBackend.Libvirt;
        Assert.Equal($"{definition.NamePrefix}-id1-{(isLibvirt ? "" : name)}", set[$"{provider}.{(isLibvirt ? "default_prefix=" : "name=")}"][0][0].GetString());
        Assert.Equal(definition.Size.Core, set[$"{provider}.cpus="][0][0].GetInt32());
        var networks = log.EnumerateArray().Where(entry => entry[0].GetString() == "vm.define.vm.network").Select(entry => entry[2]).ToList();
        Assert.Equal(["172.16.0.10 255.255.0.0", "fd00::a 64"], networks.Select(network => $"{network.GetProperty("ip")} {network.GetProperty("netmask")}"));
        var user = Assert.Single(log.EnumerateArray(), entry => entry[0].GetString() == "vm.define.vm.provision");
        Assert.Contains(ShellText.Quote(definition.User!), user[2].GetProperty("inline").GetString(), StringComparison.Ordinal);
    }

    private JsonElement Load(IReadOnlyList<string> files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        for (var i = 0; i < files.Count; i++)
            File.WriteAllText(Path.Combine(folder, $"{i:D4}"), files[i]);
        using var ruby = Process.Start(new ProcessStartInfo(Ruby, ["-e", Recorder, folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = ruby.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = ruby.StandardOutput.ReadToEnd();
        ruby.WaitForExit();
        Assert.True(ruby.ExitCode == 0, error.Result);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    private static void SkipWithoutRuby() => Assert.SkipUnless(File.Exists(Ruby), "ruby is not installed");
}
