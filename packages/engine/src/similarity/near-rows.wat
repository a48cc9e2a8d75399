;; In how many bits rows of a matrix differ from one of 32 bytes, and which of them differ in the fewest. near-rows-wasm.ts
;; holds it assembled; its test holds that it does.
(module
  (memory (export "memory") 1)

  ;; Counts for the rows of one group, and how many rows there are of each count that is not beyond the farthest. Rows of
  ;; other groups get the largest count there is.
  (func (export "countBits")
    (param $rows i32) (param $matrix i32) (param $row i32) (param $groups i32) (param $group i32) (param $farthest i32)
    (param $tally i32) (param $counts i32)
    (local $a v128)
    (local $b v128)
    (local $sum v128)
    (local $bits i32)
    (local $at i32)
    (local.set $a (v128.load (local.get $row)))
    (local.set $b (v128.load offset=16 (local.get $row)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $bits (i32.const 0xffff))
        (if (i32.eq (i32.load (local.get $groups)) (local.get $group))
          (then
            (local.set $sum
              (i8x16.add
                (i8x16.popcnt (v128.xor (local.get $a) (v128.load (local.get $matrix))))
                (i8x16.popcnt (v128.xor (local.get $b) (v128.load offset=16 (local.get $matrix))))))
            (local.set $sum (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $sum))))
            (local.set $bits
              (i32.add
                (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
                (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
            (if (i32.le_u (local.get $bits) (local.get $farthest))
              (then
                (local.set $at (i32.add (local.get $tally) (i32.shl (local.get $bits) (i32.const 2))))
                (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))))))
        (i32.store16 (local.get $counts) (local.get $bits))
        (local.set $matrix (i32.add (local.get $matrix) (i32.const 32)))
        (local.set $groups (i32.add (local.get $groups) (i32.const 4)))
        (local.set $counts (i32.add (local.get $counts) (i32.const 2)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $next))))

  ;; The rows, a multiple of 8, whose count is below a bound, and as many of those that are on it as asked for. Gives their
  ;; number.
  (func (export "pickRows")
    (param $rows i32) (param $counts i32) (param $bound i32) (param $onBound i32) (param $picked i32)
    (result i32)
    (local $row i32)
    (local $end i32)
    (local $bits i32)
    (local $number i32)
    (local $bounds v128)
    (local.set $bounds (i16x8.splat (local.get $bound)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $rows)))
        (local.set $end (i32.add (local.get $row) (i32.const 8)))
        (if (v128.any_true (i16x8.le_u (v128.load (local.get $counts)) (local.get $bounds)))
          (then
            (loop $each
              (local.set $bits (i32.load16_u (local.get $counts)))
              (if
                (i32.or
                  (i32.lt_u (local.get $bits) (local.get $bound))
                  (i32.and
                    (i32.eq (local.get $bits) (local.get $bound))
                    (i32.ne (local.get $onBound) (i32.const 0))))
                (then
                  (local.set $onBound
                    (i32.sub (local.get $onBound) (i32.eq (local.get $bits) (local.get $bound))))
                  (i32.store
                    (i32.add (local.get $picked) (i32.shl (local.get $number) (i32.const 2)))
                    (local.get $row))
                  (local.set $number (i32.add (local.get $number) (i32.const 1)))))
              (local.set $counts (i32.add (local.get $counts) (i32.const 2)))
              (local.set $row (i32.add (local.get $row) (i32.const 1)))
              (br_if $each (i32.lt_u (local.get $row) (local.get $end)))))
          (else
            (local.set $counts (i32.add (local.get $counts) (i32.const 16)))
            (local.set $row (local.get $end))))
        (br $next)))
    (local.get $number)))
