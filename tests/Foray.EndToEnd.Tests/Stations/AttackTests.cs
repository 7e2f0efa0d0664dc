using System.Net;

namespace Foray.EndToEnd.Tests.Stations;

/// <summary>Programs that mean harm, one after the other on one station: each is contained, its submitter is told why it ended, and the station answers in the meantime.</summary>
public sealed class AttackTests(AttackedStation attacked) : IClassFixture<AttackedStation>
{
    /// <summary>File, what it does, and what its submitter is told.</summary>
    public static TheoryData<string, string, string> Attacks => new()
    {
        { "loop.py", "while True: pass", "processor time" },
        { "loop.js", "for (;;);", "processor time" },
        { "memory.py", "held = []\n        while True: held.append(bytearray(1 << 20))", "emory" },
        { "memory.js", "const held = []; for (;;) held.push(new Array(100000).fill(1.5));", "emory" },
        { "array.js", "new Uint8Array(2 ** 30).fill(1);", " memory" },
        { "replace.js", "'a'.repeat(1 << 20).replaceAll('a', 'b'.repeat(1 << 12));", " memory" },
        { "bigint.js", "let n = 3n; for (;;) n *= n;", " more " },
        { "wait.js", "for (;;) { try { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); } catch {} }", " more " },
        { "fork.py", "import os\n        while True: os.fork()", "refused: module 'os'" },
        { "fork.js", "for (;;) await import('node:child_process');", "has no module 'node:child_process'" },
        { "passwd.py", "print(open('/etc/passwd').read())", "refused: open()" },
        { "passwd.js", "const fs = await import('fs'); console.log(fs.readFileSync('/etc/passwd'));", "has no module 'fs'" },
        { "socket.py", "import socket\n        socket.create_connection(('127.0.0.1', 22))", "module 'socket' has no attribute 'create_connection'" },
        { "socket.js", "await fetch('http://127.0.0.1/');", "fetch is not defined" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task An_attack_is_contained_and_its_submitter_told(string file, string attack, string told)
    {
        var (station, folder) = (attacked.Station, attacked.Folder);
        folder.Write(file, file.EndsWith(".py", StringComparison.Ordinal)
            ? $"class KP:\n    def __main__(self, kos):\n        print('begins')\n        {attack}\n"
            : $"export class KP {{ async main(kos) {{ console.log('begins'); {attack} }} }}\n");

        using var submitted = station.Start("program", "submit", file, "--wait", "--cpu", "2s", "--time", "20s", "--memory", "64MiB");
        await submitted.SaysAsync("begins");
        using var http = new HttpClient();
        var health = await http.GetAsync(new Uri($"{station.Url}/health"), TestContext.Current.CancellationToken);
        var result = await submitted.EndAsync();

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("begins\n", result.Output);
        Assert.Contains("FORAY51", result.Error, StringComparison.Ordinal);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", result.Output + result.Error, StringComparison.Ordinal);
    }
}
