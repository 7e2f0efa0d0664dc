using System.Diagnostics;

namespace Foray.CommandLine;

/// <summary>A stand-in for Vagrant with a state of its own, whose virtual machines are real SSH servers; all of them are gone when disposed.</summary>
internal sealed class VagrantStandIn : IDisposable
{
    /// <param name="behind">The real Vagrant, which is called and has the stand-in make its machines; null for the stand-in alone.</param>
    public VagrantStandIn(string? behind = null)
    {
        Directory.CreateDirectory(Bin);
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Path.Combine(Folder, "vms"));
        File.WriteAllText(Path.Combine(Home, "Vagrantfile"), $"require '{Path.Combine(Fixtures, "provider.rb")}'\n");
        File.WriteAllText(Program, $"#!/bin/sh\nexport VAGRANT_HOME='{Home}' VAGRANT_STAND_IN='{Folder}' VAGRANT_SERVER_URL=http://127.0.0.1:1\nexec '{behind ?? Path.Combine(Fixtures, "vagrant")}' \"$@\"\n");
        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("foray-vagrant-").FullName;

    /// <summary>Path of the stand-in.</summary>
    public string Program => Path.Combine(Bin, "vagrant");

    /// <summary>An environment in which it is <c>vagrant</c>.</summary>
    public Dictionary<string, string?> Environment => new() { ["PATH"] = $"{Bin}:{System.Environment.GetEnvironmentVariable("PATH")}" };

    /// <summary>Its calls: the machine's name and the arguments.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Path.Combine(Folder, "calls")) ? File.ReadAllLines(Path.Combine(Folder, "calls")) : [];

    /// <summary>Ids of the virtual machines that there are.</summary>
    public IReadOnlyList<string> Machines => [.. Directory.EnumerateDirectories(Path.Combine(Folder, "vms")).Select(folder => Path.GetFileName(folder)!)];

    private string Bin => Path.Combine(Folder, "bin");

    private string Home => Path.Combine(Folder, "home");

    private static string Fixtures => Path.Combine(Root(), "tests", "Fixtures", "Vagrant");

    public static void SkipWhereMissing()
    {
        foreach (var program in new[] { "/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/pgrep" })
            Assert.SkipUnless(File.Exists(program), $"{program} is not installed");
    }

    /// <summary>From now on, no other boxes can be had.</summary>
    public void OfferOnly(params string[] boxes) => File.WriteAllLines(Path.Combine(Folder, "boxes"), boxes);

    /// <summary>Gives the real Vagrant a box, in which there is nothing.</summary>
    public void AddBox(string name)
    {
        var metadata = Path.Combine(Folder, "metadata.json");
        File.WriteAllText(metadata, """{"provider":"libvirt"}""");
        var box = Path.Combine(Folder, "empty.box");
        Start("tar", Folder, "-czf", box, "metadata.json");
        Start(Program, Folder, "box", "add", "--name", name, box);
    }

    /// <summary>Has a command fail for a machine.</summary>
    public void Fail(string command, string machine, string error) => File.WriteAllText(Path.Combine(Folder, $"fail-{command}-{machine}"), error);

    /// <summary>Has a command succeed again.</summary>
    public void Mend(string command, string machine) => File.Delete(Path.Combine(Folder, $"fail-{command}-{machine}"));

    /// <summary>Holds a machine's <c>up</c> after it was made and before it boots.</summary>
    public void Hold(string machine)
    {
        using var mkfifo = Process.Start("mkfifo", [Gate(machine)]);
        mkfifo.WaitForExit();
    }

    /// <summary>Waits until the machine's <c>up</c> is held, and returns what releases it when disposed.</summary>
    public async Task<IDisposable> HeldAsync(string machine) =>
        await Task.Run(() => new FileStream(Gate(machine), FileMode.Open, FileAccess.Write, FileShare.ReadWrite), TestContext.Current.CancellationToken);

    /// <summary>Removes the hold on a machine.</summary>
    public void Release(string machine) => File.Delete(Gate(machine));

    /// <summary>Calls it in a machine's folder, as a user does.</summary>
    public void Run(string folder, params string[] arguments) => Start(Program, folder, arguments);

    public void Dispose()
    {
        foreach (var machine in Machines)
        {
            var pid = Path.Combine(Folder, "vms", machine, "pid");
            if (!File.Exists(pid))
                continue;
            using var sshd = Process.GetProcessById(int.Parse(File.ReadAllText(pid), System.Globalization.CultureInfo.InvariantCulture));
            sshd.Kill(entireProcessTree: true);
            sshd.WaitForExit();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private string Gate(string machine) => Path.Combine(Folder, $"gate-{machine}");

    private static void Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["VAGRANT_DEFAULT_PROVIDER"] = "libvirt";
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foray.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found");
        return folder;
    }
}
