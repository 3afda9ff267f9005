/* Switches of makegood prove: included by each file that is tried. */
#ifndef MAKEGOOD_PROVE_H
#define MAKEGOOD_PROVE_H
#ifndef __ASSEMBLER__
#pragma GCC system_header
#pragma GCC diagnostic ignored "-Wdeclaration-after-statement"
#ifdef __cplusplus
extern "C" {
#endif
#define MAKEGOOD_TEXT_(x) #x
#define MAKEGOOD_TEXT(x) MAKEGOOD_TEXT_(x)
#define MAKEGOOD_CALLS(name) __asm__(MAKEGOOD_TEXT(__USER_LABEL_PREFIX__) name)
#define MAKEGOOD_WEAK __attribute__((weak, noinline, unused, no_instrument_function))
extern char *makegood_getenv(const char *) MAKEGOOD_CALLS("getenv");
extern int makegood_open(const char *, int, ...) MAKEGOOD_CALLS("open");
extern __SIZE_TYPE__ makegood_read(int, void *, __SIZE_TYPE__) MAKEGOOD_CALLS("read");
extern __SIZE_TYPE__ makegood_write(int, const void *, __SIZE_TYPE__) MAKEGOOD_CALLS("write");
extern int makegood_close(int) MAKEGOOD_CALLS("close");
extern int makegood_getpid(void) MAKEGOOD_CALLS("getpid");
extern int makegood_symlink(const char *, const char *) MAKEGOOD_CALLS("symlink");
extern __SIZE_TYPE__ makegood_readlink(const char *, char *, __SIZE_TYPE__) MAKEGOOD_CALLS("readlink");

#ifdef __linux__
#define MAKEGOOD_CREATE (1 | 0100)
#define MAKEGOOD_APPEND (MAKEGOOD_CREATE | 02000)
#else
#define MAKEGOOD_CREATE (1 | 0x200)
#define MAKEGOOD_APPEND (MAKEGOOD_CREATE | 8)
#endif

/* 0: not read yet, 1: all off, 2: one is on, 3: what is passed is noted. */
__attribute__((weak)) volatile int makegood_state_;
__attribute__((weak)) unsigned makegood_chosen_;
__attribute__((weak)) int makegood_value_;
__attribute__((weak)) char makegood_folder_[3072];
__attribute__((weak)) char makegood_file_[3200];
__attribute__((weak)) unsigned char makegood_seen_[65536];
__attribute__((weak)) char makegood_zeros_[65536];

MAKEGOOD_WEAK char *makegood_put_(char *to, const char *text) {
  while (*text) *to++ = *text++;
  *to = 0;
  return to;
}
MAKEGOOD_WEAK char *makegood_put_number_(char *to, unsigned long number) {
  char digits[24];
  int n = 0;
  do { digits[n++] = (char)('0' + number % 10); number /= 10; } while (number);
  while (n) *to++ = digits[--n];
  *to = 0;
  return to;
}
MAKEGOOD_WEAK unsigned long makegood_number_(const char **text) {
  unsigned long number = 0;
  while (**text >= '0' && **text <= '9') number = number * 10 + (unsigned long)(*(*text)++ - '0');
  return number;
}
/* Copies /proc/ID/WHAT to FOLDER/ID.WHAT; what was read last stays in BUFFER. */
MAKEGOOD_WEAK void makegood_copy_(unsigned long id, const char *what, char *buffer, unsigned size) {
  char from[64], to[3300];
  int in, out;
  __SIZE_TYPE__ n;
  makegood_put_(makegood_put_(makegood_put_number_(makegood_put_(from, "/proc/"), id), "/"), what);
  makegood_put_(makegood_put_(makegood_put_number_(makegood_put_(makegood_put_(to, makegood_folder_), "/"), id), "."), what);
  in = makegood_open(from, 0);
  if (in < 0) return;
  out = makegood_open(to, MAKEGOOD_CREATE, 0666);
  while ((n = makegood_read(in, buffer, size - 1)) + 1 > 1) {
    buffer[n] = 0;
    if (out >= 0 && makegood_write(out, buffer, n) + 1 == 0) break;
  }
  if (out >= 0) makegood_close(out);
  makegood_close(in);
}
MAKEGOOD_WEAK void makegood_link_(unsigned long id, const char *what) {
  char from[64], to[3300], target[3072];
  __SIZE_TYPE__ n;
  makegood_put_(makegood_put_(makegood_put_number_(makegood_put_(from, "/proc/"), id), "/"), what);
  makegood_put_(makegood_put_(makegood_put_number_(makegood_put_(makegood_put_(to, makegood_folder_), "/"), id), "."), what);
  n = makegood_readlink(from, target, sizeof target - 1);
  if (n + 1 == 0) return;
  target[n] = 0;
  makegood_symlink(target, to);
}
/* Who this process is, and who the processes above it are. */
MAKEGOOD_WEAK void makegood_introduce_(void) {
  char buffer[4096];
  unsigned long id = (unsigned long)makegood_getpid();
  int level;
  for (level = 0; level < 5 && id > 1; level++) {
    const char *at = buffer, *text;
    makegood_copy_(id, "cmdline", buffer, sizeof buffer);
    makegood_copy_(id, "environ", buffer, sizeof buffer);
    makegood_link_(id, "cwd");
    makegood_link_(id, "exe");
    buffer[0] = 0;
    makegood_copy_(id, "stat", buffer, sizeof buffer);
    for (text = buffer; *text; text++) if (*text == ')') at = text;
    if (*at != ')' || !at[1] || !at[2] || !at[3]) return;
    at += 4;
    id = makegood_number_(&at);
  }
}
MAKEGOOD_WEAK void makegood_read_(void) {
  const char *text = makegood_getenv("MAKEGOOD_PROVE");
  if (!text || !*text) { makegood_state_ = 1; return; }
  if (*text == '/') {
    char *end;
    unsigned n = 0;
    while (text[n] && n < sizeof makegood_folder_ - 1) { makegood_folder_[n] = text[n]; n++; }
    makegood_folder_[n] = 0;
    end = makegood_put_(makegood_put_(makegood_file_, makegood_folder_), "/");
    makegood_put_(makegood_put_number_(end, (unsigned long)makegood_getpid()), ".passed");
    makegood_state_ = 3;
    makegood_introduce_();
    return;
  }
  makegood_chosen_ = (unsigned)makegood_number_(&text);
  if (*text == ':') text++;
  makegood_value_ = (int)makegood_number_(&text);
  makegood_state_ = 2;
}
MAKEGOOD_WEAK void makegood_note_(unsigned id) {
  char line[32];
  int out;
  unsigned n;
  if (id >= sizeof makegood_seen_ || makegood_seen_[id]) return;
  makegood_seen_[id] = 1;
  out = makegood_open(makegood_file_, MAKEGOOD_APPEND, 0666);
  if (out < 0) return;
  n = (unsigned)(makegood_put_(makegood_put_number_(line, id), "\n") - line);
  if (makegood_write(out, line, n) != n) makegood_seen_[id] = 0;
  makegood_close(out);
}
MAKEGOOD_WEAK int makegood_pass_(unsigned id) {
  if (makegood_state_ == 1) return 0;
  if (makegood_state_ == 0) makegood_read_();
  if (makegood_state_ == 3) makegood_note_(id);
  return makegood_state_ == 2 && makegood_chosen_ == id ? makegood_value_ : 0;
}
/* Fills AT with zeros; the second value of an integer is 1, of a pointer the address of zeros. */
MAKEGOOD_WEAK void makegood_make_(void *at, __SIZE_TYPE__ size, int kind, int value) {
  unsigned char *bytes = (unsigned char *)at;
  __SIZE_TYPE__ n;
  for (n = 0; n < size; n++) bytes[n] = 0;
  if (value != 2 || !size) return;
  if (kind == 5) *(char **)at = makegood_zeros_;
  else if (kind >= 1 && kind <= 4) bytes[__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 0 : size - 1] = 1;
}
#ifdef __cplusplus
}
#endif
#define MAKEGOOD_NOTED(id) { (void)makegood_pass_(id); }
#define MAKEGOOD_VOID(id) { if (__builtin_expect(makegood_pass_(id), 0)) return; }
#define MAKEGOOD_VALUE(id, call) { \
  int makegood_on = makegood_pass_(id); \
  if (__builtin_expect(makegood_on, 0)) { \
    __typeof__(call) makegood_result; \
    makegood_make_(&makegood_result, sizeof makegood_result, __builtin_classify_type(call), makegood_on); \
    return makegood_result; } }
#endif
#endif
