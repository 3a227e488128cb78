/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/sandbox.h"

#include "base/error.h"
#include "base/limits.h"
#include "indexer/oom.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static const int ALLOWED[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(close),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(fstat),
    SCMP_SYS(lseek),
    SCMP_SYS(getrandom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendmsg),
    SCMP_SYS(poll),
#if SG_SANITIZED
    /* What the sanitizers' own bookkeeping and reports take. */
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(prctl),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sigaltstack),
#endif
};

/* C libraries differ in which of a family they call. */
static const int REFUSED[] = {
    SCMP_SYS(open),      SCMP_SYS(openat),     SCMP_SYS(openat2),  SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat),     SCMP_SYS(lstat),
    SCMP_SYS(statx),     SCMP_SYS(newfstatat), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
};

static scmp_filter_ctx filter;

static int add_rules(scmp_filter_ctx ctx)
{
	int failed = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(ALLOWED) && !failed; i++)
		failed = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, ALLOWED[i], 0);
	for (size_t i = 0; i < G_N_ELEMENTS(REFUSED) && !failed; i++)
		failed = seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), REFUSED[i], 0);
	const int protecting[] = {SCMP_SYS(mmap), SCMP_SYS(mprotect)};
	for (size_t i = 0; i < G_N_ELEMENTS(protecting) && !failed; i++)
		failed = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, protecting[i], 1,
					  SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	return failed;
}

bool sg_sandbox_prepare(GError **error)
{
	if (filter)
		return true;
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (!ctx)
		return sg_error_errno(error, ENOSYS, "cannot set up seccomp");
	int failed = add_rules(ctx);
	if (failed) {
		seccomp_release(ctx);
		return sg_error_errno(error, -failed, "cannot set up seccomp");
	}
	filter = ctx;
	return true;
}

static bool set_limit(int resource, rlim_t soft, rlim_t hard, GError **error)
{
	const struct rlimit limit = {soft, hard};
	return setrlimit(resource, &limit) == 0 || sg_error_errno(error, errno, "cannot set a limit");
}

bool sg_sandbox_limit(unsigned cpu_s, GError **error)
{
	/* The soft CPU limit can be blocked by the process itself, the hard one a second later cannot. */
	if (!set_limit(RLIMIT_CPU, cpu_s, cpu_s + 1, error) || !set_limit(RLIMIT_FSIZE, 0, 0, error) ||
	    !set_limit(RLIMIT_NOFILE, 8, 8, error) || !set_limit(RLIMIT_NPROC, 0, 0, error) ||
	    !set_limit(RLIMIT_CORE, 0, 0, error))
		return false;
	return SG_SANITIZED || set_limit(RLIMIT_AS, SG_MAX_EXTRACT_MEMORY, SG_MAX_EXTRACT_MEMORY, error);
}

/* An extra, so nothing depends on it: without Landlock seccomp refuses the same. */
static void forbid_files(void)
{
	const uint64_t since_1 = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct landlock_ruleset_attr all = {.handled_access_fs = since_1};
	if (version >= 2)
		all.handled_access_fs |= LANDLOCK_ACCESS_FS_REFER;
	int ruleset = version < 1 ? -1 : (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	if (ruleset < 0)
		return;
	syscall(SYS_landlock_restrict_self, ruleset, 0);
	close(ruleset);
}

bool sg_sandbox_enter(GError **error)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return sg_error_errno(error, errno, "cannot give up privileges");
	forbid_files();
	int failed = seccomp_load(filter);
	return failed == 0 || sg_error_errno(error, -failed, "cannot enter the sandbox");
}
