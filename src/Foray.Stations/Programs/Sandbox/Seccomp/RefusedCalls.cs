namespace Foray.Stations.Programs.Sandbox.Seccomp;

/// <summary>The system calls that a worker never needs and that lead out of it. Numbers: Linux, <c>arch/x86/entry/syscalls/syscall_64.tbl</c> and <c>include/uapi/asm-generic/unistd.h</c>.</summary>
internal static class RefusedCalls
{
    /// <summary>All of them; each fails with "not permitted".</summary>
    public static IReadOnlyList<SystemCall> All { get; } =
    [
        // new processes; clone is looked at more closely, see the filter
        new("fork", 57, null),
        new("vfork", 58, null),

        // other hosts and processes; a pair of connected sockets can be had
        new("socket", 41, 198),
        new("connect", 42, 203),
        new("bind", 49, 200),
        new("listen", 50, 201),
        new("accept", 43, 202),
        new("accept4", 288, 242),

        // other processes
        new("ptrace", 101, 117),
        new("process_vm_readv", 310, 270),
        new("process_vm_writev", 311, 271),
        new("process_madvise", 440, 440),
        new("kcmp", 312, 272),
        new("pidfd_open", 434, 434),
        new("pidfd_getfd", 438, 438),

        // other name spaces and file systems
        new("mount", 165, 40),
        new("umount2", 166, 39),
        new("pivot_root", 155, 41),
        new("chroot", 161, 51),
        new("open_tree", 428, 428),
        new("move_mount", 429, 429),
        new("fsopen", 430, 430),
        new("fsconfig", 431, 431),
        new("fsmount", 432, 432),
        new("fspick", 433, 433),
        new("mount_setattr", 442, 442),
        new("unshare", 272, 97),
        new("setns", 308, 268),
        new("name_to_handle_at", 303, 264),
        new("open_by_handle_at", 304, 265),
        new("lookup_dcookie", 212, 18),
        new("fanotify_init", 300, 262),
        new("fanotify_mark", 301, 263),

        // memory that is not seen as the worker's
        new("memfd_create", 319, 279),
        new("memfd_secret", 447, 447),
        new("shmget", 29, 194),
        new("shmat", 30, 196),
        new("shmctl", 31, 195),
        new("msgget", 68, 186),
        new("semget", 64, 190),
        new("mq_open", 240, 180),
        new("move_pages", 279, 239),
        new("migrate_pages", 256, 238),

        // large parts of the kernel that no program needs
        new("add_key", 248, 217),
        new("request_key", 249, 218),
        new("keyctl", 250, 219),
        new("bpf", 321, 280),
        new("perf_event_open", 298, 241),
        new("io_uring_setup", 425, 425),
        new("io_uring_enter", 426, 426),
        new("io_uring_register", 427, 427),
        new("userfaultfd", 323, 282),
        new("personality", 135, 92),
        new("nfsservctl", 180, 42),
        new("vhangup", 153, 58),
        new("uselib", 134, null),
        new("_sysctl", 156, null),
        new("sysfs", 139, null),
        new("ustat", 136, null),
        new("modify_ldt", 154, null),
        new("iopl", 172, null),
        new("ioperm", 173, null),

        // the administration of the host
        new("init_module", 175, 105),
        new("finit_module", 313, 273),
        new("delete_module", 176, 106),
        new("create_module", 174, null),
        new("kexec_load", 246, 104),
        new("kexec_file_load", 320, 294),
        new("reboot", 169, 142),
        new("swapon", 167, 224),
        new("swapoff", 168, 225),
        new("acct", 163, 89),
        new("quotactl", 179, 60),
        new("quotactl_fd", 443, 443),
        new("syslog", 103, 116),
        new("settimeofday", 164, 170),
        new("clock_settime", 227, 112),
        new("clock_adjtime", 305, 266),
        new("adjtimex", 159, 171),
        new("sethostname", 170, 161),
        new("setdomainname", 171, 162),
    ];
}
