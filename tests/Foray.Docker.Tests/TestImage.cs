using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Foray.CommandLine;

namespace Foray.Docker.Tests;

/// <summary>A small image of this computer's own programs, so that none has to be fetched. It is made once and kept.</summary>
internal static class TestImage
{
    public const string Name = "foray-test";
    public const string Tag = "full";

    /// <summary>Name and tag.</summary>
    public const string Full = $"{Name}:{Tag}";

    private const string Script = """
        set -e
        archive=$1
        shift
        root=$(mktemp -d)
        mkdir -p "$root/bin" "$root/usr" "$root/etc" "$root/root" "$root/home/plain" "$root/tmp"
        ln -s ../bin "$root/usr/bin"
        for program; do
          path=$(command -v -- "$program")
          case $path in /*) ;; *) path=/usr/bin/$program ;; esac
          cp -L "$path" "$root/bin/$program"
          ldd "$path" 2>/dev/null | grep -o '/[^ ]*' >>"$archive.libraries" || :
        done
        if [ -n "$python" ]; then
          cp -L /usr/bin/python3 "$root/bin/python3"
          ldd /usr/bin/python3 | grep -o '/[^ ]*' >>"$archive.libraries"
          modules=$(/usr/bin/python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
          mkdir -p "$root${modules%/*}"
          cp -a "$modules" "$root$modules"
          rm -rf "$root$modules/test" "$root$modules/idlelib" "$root$modules/ensurepip" "$root$modules/config-"*
          find "$modules" -name '*.so' -exec ldd {} + | grep -o '/[^ ]*' | grep -v ':$' >>"$archive.libraries"
        fi
        sort -u "$archive.libraries" | while read -r library; do
          mkdir -p "$root${library%/*}"
          cp -L "$library" "$root$library"
        done
        rm "$archive.libraries"
        case " $* " in *" perl "*)
          perl -MIO::Socket::INET -MErrno -e 'print "$_\n" for values %INC, @DynaLoader::dl_shared_objects' | while read -r module; do
            mkdir -p "$root${module%/*}"
            cp -L "$module" "$root$module"
          done ;;
        esac
        chmod 1777 "$root/tmp"
        printf 'root:x:0:0:root:/root:/bin/sh\nplain:x:1234:1234::/home/plain:/bin/sh\n' >"$root/etc/passwd"
        chown 1234:1234 "$root/home/plain"
        tar -C "$root" -cf "$archive.new" .
        rm -rf "$root"
        mv "$archive.new" "$archive"
        """;

    private static readonly string[] Programs =
    [
        "sh", "bash", "perl", "cat", "chmod", "cp", "cut", "dd", "dirname", "env", "find", "getent", "grep", "head", "id", "ln", "ls", "mkdir", "mv", "nproc", "rm", "rmdir", "seq", "setsid",
        "sleep", "stat", "tail", "tar", "timeout", "tr", "true", "uname", "wc", "xargs",
    ];

    /// <summary>The archive of the image's files.</summary>
    /// <param name="without">Programs that it lacks.</param>
    public static Task<string> MakeAsync(params string[] without) => MakeAsync([.. Programs.Except(without)], withPython: false);

    /// <summary>The archive of an image that has Debian's Python as well.</summary>
    public static Task<string> MakeWithPythonAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "/usr/bin/python3 is not installed");
        return MakeAsync(Programs, withPython: true);
    }

    private static async Task<string> MakeAsync(string[] programs, bool withPython)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Script}\n{string.Join(' ', programs)}\n{withPython}")).AsSpan(0, 6));
        var archive = Path.Combine(Directory.CreateDirectory(Path.Combine(ForayProgram.Root, "artifacts", "test-images")).FullName, $"{key}.tar");
        if (File.Exists(archive))
            return archive;
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", archive, .. programs]) { RedirectStandardError = true };
        start.Environment["python"] = withPython ? "yes" : "";
        using var maker = Process.Start(start)!;
        var error = await maker.StandardError.ReadToEndAsync();
        await maker.WaitForExitAsync();
        return maker.ExitCode == 0 ? archive : throw new InvalidOperationException($"the image could not be made: {error}");
    }
}
